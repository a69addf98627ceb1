"""What the editor of a letter shows: the form, the address, what is lacking, what may be left out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from campaigns.addresses import RecordAddress, address_for_record
from campaigns.facts.gather import gather_facts
from campaigns.letters import dates
from campaigns.letters.actions import SETTABLE
from campaigns.letters.addressing import local_salutation, needs_gender
from campaigns.letters.approving import ADDRESSED_ANEW, addressed_anew, may_approve_alone, wrote_its_template
from campaigns.letters.asked import ADDRESSEE, groups_for
from campaigns.letters.contents import LetterContents
from campaigns.letters.forms import LetterForm
from campaigns.letters.kinds import LetterKind, languages_of
from campaigns.letters.models import Letter
from campaigns.letters.own_words import FIELDS
from campaigns.letters.render import mark_of
from campaigns.letters.telling import EVENT, events_near
from campaigns.meanwhile import as_opened
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from campaigns.offices.shapes import Holder
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.clock import utc_today
from foundation.web.forms import Submitted, blank

LISTS = ("enclosures", "copies")


@dataclass(frozen=True)
class Edited:
    """`omissible` are value and words of facts that the letter may leave out."""

    campaign: Campaign
    letter: Letter
    contents: LetterContents
    address: RecordAddress
    omissible: list[tuple[str, str]]
    form: Submitted[Any]
    address_form: Submitted[Any]

    @property
    def languages(self) -> tuple[str, ...]:
        return languages_of(self.letter.kind)

    @property
    def needs_gender(self) -> bool:
        """The salutation for an unknown holder would be a guess in this language."""
        return needs_gender(self.address.office, self.letter.language)

    @property
    def has_address(self) -> bool:
        """What goes to no office has none, and nobody holds it."""
        return self.letter.kind.declared.open_to != self.letter.office_id

    @property
    def local(self) -> str:
        """The salutation in a language of the country, for whoever holds the office as far as that is set."""
        return local_salutation(self.address.office, Holder(self.letter.holder or Holder.UNKNOWN))

    @property
    def fields(self) -> tuple[str, ...]:
        """Merge fields that own words may hold."""
        return FIELDS


@dataclass(frozen=True)
class Approving:
    """Whether this organiser may approve the letter, as the second person or alone; `seen` is the mark of what is shown
    to them, `addressed_anew` a message id: why somebody has to save it first."""

    may: bool
    wrote_it: bool
    wrote_its_template: bool
    may_alone: bool
    addressed_anew: str
    seen: str


def approving_of(session: Session, user: SignedIn, editor: Edited, *, zone: str) -> Approving:
    campaign, letter = editor.campaign, editor.letter
    is_ready = not sa.inspect(letter).transient and editor.contents.is_clean and not campaign.is_history
    anew = addressed_anew(letter, editor.contents)
    may = is_ready and not anew and user.may(May.PUBLISH, campaign.organisation_id, campaign.id)
    return Approving(
        may=may,
        wrote_it=user.user_id == letter.updated_by_id,
        wrote_its_template=wrote_its_template(session, campaign, letter, user),
        addressed_anew=ADDRESSED_ANEW if anew else "",
        may_alone=may and may_approve_alone(session, user=user, campaign=campaign, zone=zone),
        seen=mark_of(editor.contents) if may else "",
    )


def edited(
    session: Session,
    campaign: Campaign,
    letter: Letter,
    contents: LetterContents,
    *,
    form: Submitted[Any] | None = None,
    address_form: Submitted[Any] | None = None,
) -> Edited:
    """With the forms as they were sent, when something in them was refused."""
    address = address_for_record(session, office_id=letter.office_id, organisation_id=campaign.organisation_id)
    known = blank(lines="\n".join(address.lines), confirmed_on=utc_today().isoformat(), page=address.page)
    return Edited(
        campaign,
        letter,
        contents,
        address,
        _omissible(session, campaign, letter),
        form or blank(**_values(letter, contents), seen=as_opened(set_values(letter))["seen"]),
        address_form or known,
    )


def values_of(form: LetterForm, kind: LetterKind) -> dict[str, Any]:
    """For `save_letter`; an emptied list of enclosures or copies stays empty, and only what the kind asks is kept."""
    values = {name: getattr(form, name) for name in SETTABLE - {"answers"}}
    answers = {name: _said(getattr(form, name)) for name in kind.declared.asks}
    given = {name: said for name, said in answers.items() if said}
    lists = {name: list(values[name] or ()) for name in (*LISTS, "cosigners")}
    return values | lists | {"answers": given, "with_pictures": "yes" in form.with_pictures}


def _said(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def set_values(letter: Letter) -> dict[str, Any]:
    """What an organiser has set, for the mark of what an editor was opened with; of a new letter nothing."""
    if sa.inspect(letter).transient:
        return {}
    values = {name: getattr(letter, name) for name in sorted(SETTABLE - {"dated_on"})}
    return values | {"dated_on": letter.dated_on.isoformat() if letter.dated_on else ""}


def _values(letter: Letter, contents: LetterContents) -> dict[str, Any]:
    """What stands in the fields; enclosures and copies as the letter would print them."""
    values = {name: getattr(letter, name) for name in SETTABLE - {"answers"}} | dict(letter.answers or {})
    values |= {name: "\n".join(getattr(contents, name)) for name in LISTS}
    values["dated_on"] = letter.dated_on.isoformat() if letter.dated_on else ""
    values["holder"] = letter.holder or "unknown"
    values["cosigners"] = "\n".join(letter.cosigners or ())
    values["template_id"] = letter.template_id or ""
    values["with_pictures"] = ["yes"] if letter.with_pictures else []
    return values | {"language": letter.language}


def _omissible(session: Session, campaign: Campaign, letter: Letter) -> list[tuple[str, str]]:
    """Dated events, and addressees where there are several."""
    facts = gather_facts(session, campaign, language=letter.language)
    groups = groups_for(facts, letter.kind, directory_now(session).office(letter.office_id), frozenset())
    found = [
        (f"{EVENT}{event.key}", f"{dates.label(event.date, letter.language)} {event.text}".strip())
        for event in events_near(facts, groups)
    ]
    if not letter.kind.asks_office_directly and len(groups) > 1:
        found += [(f"{ADDRESSEE}{group.key}", str(group.name)) for group in groups]
    return found
