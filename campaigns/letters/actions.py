"""What is done with letters: an organiser sets one, its PDF is kept, a supporter takes one."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from campaigns.letters.access import saved_letter
from campaigns.letters.contents import LetterContents
from campaigns.letters.defaults import new_letter
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Letter, LetterPrint, LetterSignature, LetterTally
from campaigns.models.campaign import Campaign
from campaigns.notices.actions import tell_reviewers
from campaigns.notices.models import NoticeKind
from campaigns.translating.keeping import keep_translations
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now, utc_today
from foundation.database import insert_into
from foundation.errors import AppError, Conflict

TOLD_ONCE_IN = timedelta(days=1)
SETTABLE = frozenset(
    {
        "subject",
        "own_words",
        "held_at",
        "urgency",
        "holder",
        "signatory_name",
        "signatory_office",
        "contact_name",
        "contact_phone",
        "contact_email",
        "our_reference",
        "your_reference",
        "place",
        "dated_on",
        "enclosures",
        "copies",
        "omitted",
        "answers",
        "paper",
        "window",
        "archived",
        "postal_note",
        "cosigners",
        "with_pictures",
        "template_id",
    }
)


def save_letter(
    session: Session,
    *,
    campaign: Campaign,
    kind: LetterKind,
    office_id: str,
    language: str,
    values: Mapping[str, Any],
    by: SignedIn | None,
) -> Letter:
    """Makes the letter or changes it. Raises Conflict once it was approved: from then on it stays as it is."""
    letter = locked_or_none(session, campaign, kind=kind, office_id=office_id, language=language)
    if letter is None:
        letter = new_letter(session, campaign=campaign, kind=kind, office_id=office_id, language=language)
    must_be_open(letter)
    for name in SETTABLE & values.keys():
        setattr(letter, name, values[name])
    letter.updated_at = utc_now()
    letter.updated_by_id = by.user_id if by else None
    session.add(letter)
    session.flush()
    contents = _as_printed(session, campaign, letter)
    letter.addressed = list(whom(contents)) if contents else []
    _let_wait(session, campaign, letter, is_whole=contents is not None and not contents.lacks, by=by)
    keep_translations(session, campaign, by=by)
    record_letter(session, campaign, letter, act="letter.saved", by=by)
    return letter


def keep_file(
    session: Session,
    *,
    campaign: Campaign,
    letter: Letter,
    sha256: str,
    pages: int,
    facts_version: int,
    is_clean: bool,
    by: SignedIn | None,
) -> Letter:
    """Notes which stored file is the letter's PDF, and of which version of the facts. Raises Conflict once it was
    approved."""
    if not sa.inspect(letter).transient:
        session.refresh(letter, with_for_update=True)
    must_be_open(letter)
    letter.file_sha256 = sha256
    letter.pages = pages
    letter.printed_at = utc_now()
    letter.facts_version = facts_version
    letter.is_clean = is_clean
    session.add(letter)
    session.flush()
    keep_print(session, letter)
    record_letter(session, campaign, letter, act="letter.printed", by=by, detail="clean" if is_clean else "draft")
    return letter


def locked_or_none(
    session: Session, campaign: Campaign, *, kind: LetterKind, office_id: str, language: str
) -> Letter | None:
    """The letter as it is now, nobody else's until the transaction ends; of two who save a new one at the same time,
    the second finds what the first has saved."""

    def now() -> Letter | None:
        return saved_letter(
            session, campaign_id=campaign.id, kind=kind, office_id=office_id, language=language, to_change=True
        )

    found = now()
    if found is None:
        session.get_one(Campaign, campaign.id, with_for_update=True)
        found = now()
    return found


def _as_printed(session: Session, campaign: Campaign, letter: Letter) -> LetterContents | None:
    """None for what cannot be written yet."""
    try:
        return gather_letter(session, campaign=campaign, letter=letter)
    except AppError:
        return None


def _let_wait(session: Session, campaign: Campaign, letter: Letter, *, is_whole: bool, by: SignedIn | None) -> None:
    """From when nothing is missing any more, for a second person, who is told."""
    waited = letter.waits_since
    letter.waits_since = (waited or utc_now()) if is_whole and by and not campaign.is_history else None
    if letter.waits_since and not waited and by:
        tell_reviewers(session, campaign=campaign, kind=NoticeKind.LETTER_WAITS, besides=by, once_in=TOLD_ONCE_IN)


def whom(contents: LetterContents) -> tuple[str, ...]:
    """What has to be true still when the letter leaves: first the address, then who holds the office, the office, the
    salutation."""
    return (*contents.address, contents.holder, contents.to, contents.salutation)


def count_supporter(session: Session, *, campaign_id: int, office_id: str) -> None:
    """One more letter taken today; who took it is not kept."""
    session.execute(
        insert_into(LetterTally, session.get_bind().dialect.name)
        .values(campaign_id=campaign_id, office_id=office_id, day=utc_today(), count=1)
        .on_conflict_do_update(
            index_elements=["campaign_id", "office_id", "day"], set_={"count": sa.text("letter_tally.count + 1")}
        )
    )


def keep_print(session: Session, letter: Letter) -> None:
    """The same bytes once more are of the present version, and what was approved once is not forgotten."""
    values: dict[str, object] = {
        "sha256": letter.file_sha256,
        "letter_id": letter.id,
        "facts_version": letter.facts_version,
        "printed_at": letter.printed_at,
    }
    if letter.state.is_approved:
        values["was_approved"] = True
    insert = insert_into(LetterPrint, session.get_bind().dialect.name).values(values)
    session.execute(insert.on_conflict_do_update(index_elements=["sha256"], set_=values))


def keep_signature(session: Session, *, sha256: str, signing_key_id: int) -> None:
    """The print is kept already."""
    session.merge(LetterSignature(sha256=sha256, signing_key_id=signing_key_id))
    session.flush()


def must_be_open(letter: Letter) -> None:
    if not letter.state.may_change:
        raise Conflict("This letter was approved and cannot be changed any more.")


def record_letter(
    session: Session, campaign: Campaign, letter: Letter, *, act: str, by: SignedIn | None, detail: str = ""
) -> None:
    about = f"letter:{campaign.slug}/{letter.kind}/{letter.office_id}/{letter.language}"
    record(session, user=by, organisation_id=campaign.organisation_id, act=act, about=about, detail=detail)
