"""Our references: counted by organisation and year, each given once."""

import re
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from campaigns.letters.models import Letter, LetterNumbering, LetterReference
from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.accounts.models import Organisation
from foundation.clock import utc_today
from foundation.database import insert_into
from foundation.errors import BadInput, Conflict

USUAL = "{year}-{number}"
LONGEST = 60
_FIELD = re.compile(r"{(\w*)}")
_KNOWN = frozenset({"year", "number", "country"})


@dataclass(frozen=True)
class _Next:
    year: int
    number: int


def pattern_of(session: Session, organisation_id: int) -> str:
    row = session.get(LetterNumbering, organisation_id)
    return row.pattern if row else USUAL


def set_pattern(session: Session, *, user: SignedIn, organisation_id: int, pattern: str) -> None:
    """Raises BadInput for one that would give the same reference twice."""
    used = set(_FIELD.findall(pattern))
    if not {"year", "number"} <= used or used - _KNOWN or "{" in _FIELD.sub("", pattern):
        raise BadInput("The pattern needs {year} and {number}; {country} may stand in it as well.")
    # Two owners may set the first one at the same moment.
    first = insert_into(LetterNumbering, session.get_bind().dialect.name)
    first = first.values(organisation_id=organisation_id, pattern=pattern)
    session.execute(first.on_conflict_do_nothing(index_elements=["organisation_id"]))
    row = session.get_one(LetterNumbering, organisation_id)
    row.pattern = pattern
    session.add(row)
    record(
        session, user=user, organisation_id=organisation_id, act="letter.numbering", about="register", detail=pattern
    )


def give_reference(session: Session, *, campaign: Campaign, letter: Letter) -> None:
    """What an organiser wrote is kept, and the next number is given where nothing was written. Raises Conflict when
    another letter of the organisation bears the same."""
    own = session.exec(select(LetterReference).where(LetterReference.letter_id == letter.id)).first()
    if own is not None and own.reference == letter.our_reference:
        return
    if own is not None:
        session.delete(own)
        session.flush()
    # Two at once would be given the same number.
    session.get_one(Organisation, campaign.organisation_id, with_for_update=True)
    if letter.our_reference:
        if session.get(LetterReference, (campaign.organisation_id, letter.our_reference)) is not None:
            raise Conflict(
                "Another letter bears our reference %(reference)s already. Write another, or leave the field empty.",
                reference=letter.our_reference,
            )
        _keep(session, campaign, letter, utc_today().year, None)
        return
    following = _next(session, campaign)
    while not letter.our_reference:
        reference = _written(session, campaign, following)
        if session.get(LetterReference, (campaign.organisation_id, reference)) is None:
            letter.our_reference = reference
        else:
            following = _Next(following.year, following.number + 1)
    _keep(session, campaign, letter, following.year, following.number)


def _keep(session: Session, campaign: Campaign, letter: Letter, year: int, number: int | None) -> None:
    session.add(letter)
    session.add(
        LetterReference(
            organisation_id=campaign.organisation_id,
            reference=letter.our_reference,
            letter_id=letter.id,
            year=year,
            number=number,
        )
    )
    session.flush()


def _next(session: Session, campaign: Campaign) -> _Next:
    year = utc_today().year
    highest = session.exec(
        select(sa.func.max(col(LetterReference.number))).where(
            LetterReference.organisation_id == campaign.organisation_id, LetterReference.year == year
        )
    ).one()
    return _Next(year, (highest or 0) + 1)


def _written(session: Session, campaign: Campaign, following: _Next) -> str:
    values = {
        "year": str(following.year),
        "number": f"{following.number:03}",
        "country": (campaign.countries or [""])[0],
    }
    pattern = pattern_of(session, campaign.organisation_id)
    return _FIELD.sub(lambda found: values[found[1]], pattern).strip("-/ ")
