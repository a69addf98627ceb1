"""Which template an address names, and which text of it a letter is written with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from campaigns.kept_from import is_kept, kept_from_each, require_told
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Follows, Letter, LetterState
from campaigns.letters.templated.markdown import readings_of
from campaigns.letters.templated.models import LetterTemplate, LetterTemplateVersion
from campaigns.models.campaign import Campaign
from foundation.accounts.access import NO_SUCH_PAGE, SignedIn, require
from foundation.accounts.roles import May
from foundation.errors import GoneAlready
from foundation.read_once import read_once

TEMPLATES = "/desk/letter-templates"


@dataclass(frozen=True)
class Chosen:
    """The text that a letter is written with. `version` 0: typed and not saved. `is_gone`: the template was deleted."""

    template_id: int
    version: int
    name: str
    text: str
    for_supporters: bool = False
    saved_at: datetime | None = None
    saved_by_id: int | None = None
    is_gone: bool = False


def find_template(
    session: Session, user: SignedIn, template_id: int, act: May, *, to_change: bool = False
) -> LetterTemplate:
    """Deleted ones too. Raises NotFound for a foreign one, Forbidden for a role too small and for one whose text names
    somebody this organiser is not told of. `to_change`: nobody else's until the transaction ends."""
    wanted = select(LetterTemplate).where(LetterTemplate.id == template_id)
    if to_change:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = session.exec(wanted).first()
    if found is None:
        raise GoneAlready(NO_SUCH_PAGE, page=TEMPLATES)
    require(user, found.organisation_id, act)
    require_told(not names_one_of(kept_names(session, user, found.organisation_id), text_now(session, found)))
    return found


def kept_names(session: Session, user: SignedIn, organisation_id: int) -> list[re.Pattern[str]]:
    """Find whom this organiser is not told of: a template belongs to no campaign, so that it may name somebody who is
    on hold in any of them."""
    campaigns = session.exec(select(Campaign).where(Campaign.organisation_id == organisation_id)).all()
    return list(kept_from_each(session, user, campaigns, by_name=True).values())


def names_one_of(kept: Sequence[re.Pattern[str]], text: LetterTemplateVersion | Chosen) -> bool:
    texts = (text.name, *readings_of(text.text)) if kept else ()
    return any(is_kept(betrays, texts) for betrays in kept)


def require_template_told(session: Session, user: SignedIn, campaign: Campaign, chosen: Chosen | None) -> None:
    """Raises Forbidden for words of a letter's template that name somebody this organiser is not told of, in whichever
    campaign: as the template itself would be refused."""
    if chosen is not None:
        require_told(not names_one_of(kept_names(session, user, campaign.organisation_id), chosen))


def text_now(session: Session, template: LetterTemplate) -> LetterTemplateVersion:
    return session.get_one(LetterTemplateVersion, (template.id, template.version))


def versions_of(session: Session, template: LetterTemplate) -> list[LetterTemplateVersion]:
    """Newest first."""
    wanted = select(LetterTemplateVersion).where(LetterTemplateVersion.template_id == template.id)
    return list(session.exec(wanted.order_by(col(LetterTemplateVersion.number).desc())))


def chosen_for(session: Session, campaign: Campaign, letter: Letter) -> Chosen | None:
    """What the letter chose: the version it was approved with, or the newest. None where it chose nothing, and a gone
    one without a text where the template does not fit this letter."""
    if letter.template_id is None:
        return None
    key = ("template of a letter", letter.template_id, letter.template_version)
    found = read_once(
        session,
        key,
        (LetterTemplate, LetterTemplateVersion),
        lambda: _read(session, letter.template_id or 0, letter.template_version),
    )
    if found is None:
        return Chosen(letter.template_id, 0, "", "", is_gone=True)
    template, text = found
    fits = (template.organisation_id, template.kind, template.language)
    if fits != (campaign.organisation_id, letter.kind, letter.language):
        return Chosen(template.id, 0, "", "", is_gone=True)
    # What was approved stands, whatever became of the template.
    is_gone = template.deleted_at is not None and letter.template_version is None
    return Chosen(
        template.id, text.number, text.name, text.text, text.for_supporters, text.saved_at, text.saved_by_id, is_gone
    )


def _read(
    session: Session, template_id: int, number: int | None
) -> tuple[LetterTemplate, LetterTemplateVersion] | None:
    template = session.get(LetterTemplate, template_id)
    text = session.get(LetterTemplateVersion, (template_id, number or template.version)) if template else None
    return (template, text) if template and text else None


def supporters_templates(session: Session, campaign: Campaign) -> dict[tuple[str, str], tuple[int, int]]:
    """Office and language → template and version that supporters' letters are written with: of the newest letter that
    was approved, where its template says that one person can sign it as well and no correction of it was begun."""
    return read_once(
        session,
        ("templates of supporters", campaign.id),
        (Letter, LetterTemplateVersion),
        lambda: _of_supporters(session, campaign),
    )


def _of_supporters(session: Session, campaign: Campaign) -> dict[tuple[str, str], tuple[int, int]]:
    letters = session.exec(
        select(Letter)
        .where(Letter.campaign_id == campaign.id, Letter.kind == LetterKind.APPEAL)
        .order_by(col(Letter.edition))
    ).all()
    newest: dict[tuple[str, str], tuple[int | None, int | None]] = {}
    for letter in letters:
        if letter.state is not LetterState.DRAFT:
            newest[letter.office_id, letter.language] = (letter.template_id, letter.template_version)
        elif letter.follows is Follows.CORRECTION:
            # What is being corrected is not sent by anybody else either.
            newest.pop((letter.office_id, letter.language), None)
    found = {}
    for key, (template_id, version) in newest.items():
        text = session.get(LetterTemplateVersion, (template_id, version)) if template_id and version else None
        if text is not None and text.for_supporters:
            found[key] = (text.template_id, text.number)
    return found
