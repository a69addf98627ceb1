"""What an answer may change in the demands of a letter: proposed by its kind, noted by a person only."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from campaigns.facts.gather import gather_facts
from campaigns.letters.asked import groups_for
from campaigns.letters.dates import letter_date
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from campaigns.models.demand import Demand, DemandState, Progress
from campaigns.offices.merged import directory_now
from campaigns.outcomes.actions.steps import GRANTED
from campaigns.register.models import Reply, ReplyKind, ReplyStep
from foundation.errors import AppError
from foundation.web.language import LANGUAGES, gettext, mark, speaking

ANSWER = mark("Answer of %(office)s, %(day)s")
ANSWER_WITH_REFERENCE = mark("Answer of %(office)s, %(day)s (%(reference)s)")
# Nothing for PARTLY: which of the demands were met, only a person can tell.
PROPOSED = {
    ReplyKind.GRANTED: Progress.MET,
    ReplyKind.REFUSED: Progress.REFUSED,
    ReplyKind.ACKNOWLEDGED: Progress.ACKNOWLEDGED,
    ReplyKind.EVASIVE: Progress.ACKNOWLEDGED,
    ReplyKind.ASKS: Progress.ACKNOWLEDGED,
}


@dataclass(frozen=True)
class Proposal:
    """`noted`: the step that was noted from this answer already, and may be taken back. `proposed` is empty where the
    answer brings the demand no further."""

    demand_id: int
    label: str
    words: str
    now: Progress
    proposed: Progress | None
    noted: Progress | None

    @property
    def is_open(self) -> bool:
        return self.proposed is not None and self.noted is None

    @property
    def options(self) -> list[Progress]:
        """What a person may note instead; only what was granted can be reversed."""
        granted = self.now in GRANTED
        return [one for one in Progress if one is not Progress.RAISED and (granted or one is not Progress.REVERSED)]


def proposals(
    session: Session, campaign: Campaign, letter: Letter, replies: tuple[Reply, ...], *, language: str
) -> dict[int, list[Proposal]]:
    """By answer: every demand that the letter carries."""
    if not replies:
        return {}
    facts = gather_facts(session, campaign, language=language)
    try:
        office = directory_now(session).office(letter.office_id)
        groups = groups_for(facts, letter.kind, office, frozenset(letter.omitted))
    except AppError:
        return {}
    ids = dict(session.exec(select(Demand.key, Demand.id).where(Demand.campaign_id == campaign.id)).all())
    ids_of_replies = [reply.id for reply in replies]
    from_replies = (
        select(ReplyStep, DemandState.progress)
        .join(DemandState, col(DemandState.id) == col(ReplyStep.demand_state_id))
        .where(col(ReplyStep.reply_id).in_(ids_of_replies))
    )
    noted = {(step.reply_id, step.demand_id): Progress(progress) for step, progress in session.exec(from_replies)}
    demands = [demand for group in groups for demand in group.demands if demand.key in ids]
    return {
        reply.id: [
            Proposal(
                ids[demand.key],
                demand.label,
                str(demand.summary),
                demand.progress,
                proposed(reply.kind, demand.progress),
                noted.get((reply.id, ids[demand.key])),
            )
            for demand in demands
        ]
        for reply in replies
    }


def proposed(kind: ReplyKind, now: Progress) -> Progress | None:
    """Words alone bring nobody further who has been answered already."""
    then = PROPOSED.get(kind)
    if then is now or (then is Progress.ACKNOWLEDGED and now is not Progress.RAISED):
        return None
    return then


def name_of_answer(session: Session, campaign: Campaign, letter: Letter, reply: Reply) -> dict[str, str]:
    """As a source of the campaign, in its languages."""
    office = directory_now(session).by_id.get(letter.office_id)
    said = ANSWER_WITH_REFERENCE if reply.their_reference else ANSWER
    titles = {}
    for language in dict.fromkeys((campaign.original_language, *(one for one in LANGUAGES if one in campaign.title))):
        with speaking(language):
            titles[language] = gettext(said) % {
                "office": office.title_in(language) if office else letter.office_id,
                "day": letter_date(reply.received_on, language),
                "reference": reply.their_reference,
            }
    return titles
