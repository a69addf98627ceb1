"""The directory of offices at the desk: search, one office with all that is known of it, its file."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

import campaigns.offices.acts  # noqa: F401  # names the acts for the trail
from campaigns.addresses import newest_confirmation
from campaigns.directory import Directory
from campaigns.offices import wording
from campaigns.offices.actions import newest_accepted
from campaigns.offices.files import export_directory
from campaigns.offices.listed import Row, leaf_of, rows_of
from campaigns.offices.merged import directory_now
from campaigns.offices.queries import changes_of, corrected_fields, open_changes, search, shown
from campaigns.offices.shapes import Holder, Office
from foundation.accounts.models import User
from foundation.accounts.roles import May
from foundation.accounts.trail.queries import name_for_trail
from foundation.clock import utc_today
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.formats import country_name
from foundation.web.forms import blank
from foundation.web.language import gettext, speaking
from foundation.web.templating import page

router = APIRouter()

OFFICE = "/desk/directory/offices/{office}"
LETTER_LANGUAGES = ("en", "fr", "es", "ru")
STANDINGS = ("confirmed", "stale", "sourced", "conflict", "unverified", "missing")


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
    after: str = "",
) -> Response:
    """A leaf of the offices that fit, by country, as the directory orders them."""
    directory = directory_now(session)
    chosen = {"q": q[:200], "country": country, "kind": kind, "state": state}
    fitting = search(directory, words=chosen["q"], country=country, profile=kind)
    rows = rows_of(session, fitting, organisation_id=user.organisation_id)
    rows = [row for row in rows if not state or row.standing == state]
    leaf = leaf_of(rows, after)
    with speaking(request.state.language):
        by_country = {_country_of(code): list(of_it) for code, of_it in groupby(leaf.rows, _code)}
        countries = _countries(directory)
        kinds = [(profile, wording.kind_said(profile)) for profile in directory.salutations]
    return page(
        request,
        "pages/directory/list.html",
        by_country=by_country,
        count=len(rows),
        next_href=_leaf_at(chosen, leaf.next_after),
        previous_href=_leaf_at(chosen, leaf.previous_after),
        form=blank(**chosen),
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
        row=rows_of(session, [found], organisation_id=user.organisation_id)[0],
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


def _leaf_at(chosen: Mapping[str, str], after: str | None) -> str:
    """Its address; none where there is no such leaf."""
    if after is None:
        return ""
    asked = {name: value for name, value in {**chosen, "after": after}.items() if value}
    return "/desk/directory" + (f"?{urlencode(asked)}" if asked else "")


def _code(row: Row) -> str | None:
    return row.office.country


def _country_of(code: str | None) -> str:
    return country_name(code) if code else gettext("International")


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
