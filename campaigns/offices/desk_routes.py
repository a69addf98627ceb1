"""The directory of offices at the desk: search, one office with all that is known of it, its file."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

import campaigns.offices.acts  # noqa: F401  # names the acts for the trail
from campaigns.addresses import RecordAddress, address_for_record, newest_confirmation
from campaigns.directory import Directory
from campaigns.models.partial_date import PartialDate
from campaigns.offices import wording
from campaigns.offices.actions import newest_accepted
from campaigns.offices.files import export_directory
from campaigns.offices.merged import directory_now
from campaigns.offices.queries import STALE_AFTER, changes_of, corrected_fields, open_changes, search, shown
from campaigns.offices.shapes import Holder, Office
from foundation.accounts.access import SignedIn
from foundation.accounts.models import User
from foundation.accounts.roles import May
from foundation.accounts.trail.queries import name_for_trail
from foundation.clock import utc_today
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.formats import country_name
from foundation.web.forms import blank
from foundation.web.language import current_language, gettext, speaking
from foundation.web.templating import page

router = APIRouter()

OFFICE = "/desk/directory/offices/{office}"
LETTER_LANGUAGES = ("en", "fr", "es", "ru")
STANDINGS = ("confirmed", "stale", "sourced", "conflict", "unverified", "missing")


@dataclass(frozen=True)
class Row:
    office: Office
    address: RecordAddress
    is_stale: bool

    @property
    def standing(self) -> str:
        return "stale" if self.is_stale else self.address.standing.value

    @property
    def source_date(self) -> str:
        day = self.office.source.date if self.office.source else ""
        return PartialDate.parse(day).in_words(current_language()) if day else ""


@dataclass(frozen=True)
class Greeting:
    """How the office is addressed in one language; `needs_gender` where there is no form that fits anybody."""

    language: str
    title: str
    dative: str
    man: str
    woman: str
    unknown: str
    closing: str
    needs_gender: bool
    is_verified: bool


@router.get("/desk/directory")
def show_directory(
    request: Request,
    session: SessionDep,
    user: UserDep,
    q: str = "",
    country: str = "",
    kind: str = "",
    state: str = "",
) -> Response:
    """By country, as the directory orders them."""
    directory = directory_now(session)
    by_country: dict[str, list[Row]] = {}
    with speaking(request.state.language):
        for office in search(directory, words=q[:200], country=country, profile=kind):
            row = _row(session, user, office)
            if not state or row.standing == state:
                name = country_name(office.country) if office.country else gettext("International")
                by_country.setdefault(name, []).append(row)
        countries = _countries(directory)
        kinds = [(profile, wording.kind_said(profile)) for profile in directory.salutations]
    return page(
        request,
        "pages/directory/list.html",
        by_country=by_country,
        count=sum(map(len, by_country.values())),
        form=blank(q=q, country=country, kind=kind, state=state),
        countries=countries,
        kinds=kinds,
        kind_said=wording.kind_said,
        waiting=len(open_changes(session)),
        may_write=user.may(May.WRITE, user.organisation_id),
    )


@router.get("/desk/directory/export")
def send_file(session: SessionDep, user: UserDep) -> Response:
    text = export_directory(session, organisation_id=user.organisation_id)
    name = f"directory-{utc_today().isoformat()}.yaml"
    return Response(
        text, media_type="application/yaml", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@router.get(OFFICE)
def show_office(request: Request, session: SessionDep, user: UserDep, office: str) -> Response:
    directory = directory_now(session)
    found = directory.office(office)
    confirmation = newest_confirmation(session, office_id=office, organisation_id=user.organisation_id)
    reader = session.get(User, confirmation.confirmed_by_id) if confirmation and confirmation.confirmed_by_id else None
    changes = changes_of(session, found.id)
    language = request.state.language
    return page(
        request,
        "pages/directory/office.html",
        office=found,
        row=_row(session, user, found),
        confirmed_by=name_for_trail(session, user.organisation_id, reader.name) if reader else "",
        shared=directory.office(found.address_of) if found.address_of else None,
        members=[directory.office(member) for member in found.members if member in directory.by_id],
        greetings=_greetings(directory, found),
        holder=found.holder_on(utc_today()),
        corrected=corrected_fields(session, found.id),
        proposals=shown(session, user, changes, language),
        newest=newest_accepted(session, found.id),
        may_write=user.may(May.WRITE, user.organisation_id),
        may_decide=user.may(May.PUBLISH, user.organisation_id),
        **words_for_page(),
    )


def words_for_page() -> dict[str, Any]:
    return {
        "kind_said": wording.kind_said,
        "field_said": wording.field_said,
        "value_lines": wording.value_lines,
        "change_of": wording.change_of,
        "language_said": wording.language_said,
        "holder_line": wording.holder_line,
        "states": {state.value: words for state, words in wording.STATES.items()},
    }


def is_stale(day: date | None) -> bool:
    return day is not None and day < utc_today() - STALE_AFTER


def _row(session: Session, user: SignedIn, office: Office) -> Row:
    address = address_for_record(session, office_id=office.id, organisation_id=user.organisation_id)
    return Row(office, address, is_stale(address.confirmed_on))


def _countries(directory: Directory) -> list[tuple[str, str]]:
    codes = {office.country for office in directory.offices if office.country and not office.fictitious}
    named = sorted(((code, country_name(code)) for code in codes), key=lambda pair: pair[1])
    return [*named, ("-", gettext("International"))]


def _greetings(directory: Directory, office: Office) -> list[Greeting]:
    """In the languages of letters, and in every other one that is known for it."""
    languages = dict.fromkeys([*LETTER_LANGUAGES, *office.title, *office.salutation])
    return [
        _unverified(directory, office, language)
        if not directory.speaks(office, language)
        else Greeting(
            language,
            office.title.get(language, ""),
            office.dative.get(language, ""),
            directory.salutation(office, language, Holder.MAN),
            directory.salutation(office, language, Holder.WOMAN),
            directory.salutation(office, language),
            directory.closing(office, language),
            directory.needs_gender(office, language),
            is_verified=True,
        )
        for language in languages
        if directory.speaks(office, language) or language in office.title
    ]


def _unverified(directory: Directory, office: Office, language: str) -> Greeting:
    """In a language that letters to this office are not written in yet: what the data know without a source."""
    known = directory.local_salutations.get(language)
    by_profile = {"head_of_state": "president_man", "minister": "minister_man"}
    man = getattr(known, by_profile[office.profile]) if known and office.profile in by_profile else ""
    return Greeting(
        language,
        office.title.get(language, ""),
        office.dative.get(language, ""),
        man,
        "",
        known.excellency if known and office.profile == "head_of_state" else "",
        known.closing if known else "",
        needs_gender=False,
        is_verified=False,
    )
