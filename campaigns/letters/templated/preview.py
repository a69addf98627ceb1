"""A template tried out: its text in a letter of a campaign to an office, without saving either."""

from dataclasses import dataclass

from markupsafe import Markup
from sqlmodel import Session, col, select

from campaigns.facts.gather import gather_facts
from campaigns.kept_from import is_kept, kept_from
from campaigns.letters.access import saved_letter
from campaigns.letters.actions import SETTABLE
from campaigns.letters.blocks import Supporter
from campaigns.letters.contents import LetterContents
from campaigns.letters.defaults import new_letter
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.lacks import Lack
from campaigns.letters.models import Letter, own_texts
from campaigns.letters.render import marked_text
from campaigns.letters.templated.access import Chosen
from campaigns.letters.templated.writing import FIELD
from campaigns.letters.whom import offices_for
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from foundation.accounts.access import SignedIn, seen_by
from foundation.errors import AppError
from foundation.web.language import current_language, gettext

MOST_CAMPAIGNS = 200


@dataclass(frozen=True)
class Tried:
    """`campaigns` and `offices` are what can be chosen, value and words. Without `contents` there is nothing to show:
    `refused` says why. `for_supporters` lacks the letter of one person has besides."""

    campaigns: list[tuple[str, str]]
    offices: list[tuple[str, str]]
    campaign: str = ""
    office: str = ""
    contents: LetterContents | None = None
    refused: str = ""
    for_supporters: tuple[Lack, ...] = ()

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """Of the template alone; what the letter lacks besides, its own editor says."""
        return _of_template(self.contents.found) if self.contents else ()

    @property
    def text(self) -> Markup:
        return marked_text(self.contents) if self.contents else Markup("")


def try_out(
    session: Session, user: SignedIn, *, kind: LetterKind, language: str, chosen: Chosen, campaign: str, office: str
) -> Tried:
    """`campaign` and `office` as they were asked for; another one where there is no such letter."""
    seen = _campaigns(session, user)
    titles = [(one.slug, _title(one)) for one in seen]
    of = next((one for one in seen if one.slug == campaign), None) or next(iter(seen), None)
    if of is None:
        return Tried(titles, [])
    facts = gather_facts(session, of, language=language)
    found = offices_for(kind, facts, directory_now(session))
    offices = [(one.id, one.title_in(current_language())) for one in found]
    to = next((one.id for one in found if one.id == office), None) or next((one.id for one in found), "")
    if not to:
        return Tried(titles, offices, of.slug, refused=gettext("This campaign has no letter of that kind yet."))
    letter = _letter(session, user, of, kind, to, language)
    try:
        contents = gather_letter(session, campaign=of, letter=letter, facts=facts, chosen=chosen)
        besides = _for_supporters(session, of, letter, chosen)
    except AppError as refusal:
        return Tried(titles, offices, of.slug, to, refused=gettext(refusal.words) % refusal.values)
    return Tried(titles, offices, of.slug, to, contents, for_supporters=besides)


def _campaigns(session: Session, user: SignedIn) -> list[Campaign]:
    wanted = select(Campaign).where(seen_by(user, col(Campaign.organisation_id), col(Campaign.id)))
    return list(session.exec(wanted.order_by(col(Campaign.updated_at).desc()).limit(MOST_CAMPAIGNS)).all())


def _title(campaign: Campaign) -> str:
    return campaign.title.get(current_language()) or next(iter(campaign.title.values()), campaign.slug)


def _letter(
    session: Session, user: SignedIn, campaign: Campaign, kind: LetterKind, office: str, language: str
) -> Letter:
    """A copy, so that no row is touched; of one whose words this organiser is not told of, a new one."""
    copy = new_letter(session, campaign=campaign, kind=kind, office_id=office, language=language)
    saved = saved_letter(session, campaign_id=campaign.id, kind=kind, office_id=office, language=language)
    if saved is not None and not is_kept(kept_from(session, user, campaign), own_texts(saved)):
        for name in SETTABLE:
            setattr(copy, name, getattr(saved, name))
    copy.template_id = None
    return copy


def _for_supporters(session: Session, campaign: Campaign, letter: Letter, chosen: Chosen) -> tuple[Lack, ...]:
    if not chosen.for_supporters or letter.kind is not LetterKind.APPEAL:
        return ()
    plain = Letter(campaign_id=campaign.id, kind=letter.kind, office_id=letter.office_id, language=letter.language)
    contents = gather_letter(session, campaign=campaign, letter=plain, supporter=Supporter("", ""), chosen=chosen)
    return _of_template(contents.found)


def _of_template(lacks: tuple[Lack, ...]) -> tuple[Lack, ...]:
    return tuple(lack for lack in lacks if lack.field in (FIELD, "own_words"))
