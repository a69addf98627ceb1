"""Parts about a case that the ILO has already, and about who may complain."""

from campaigns.facts.subjects import CommunicationFacts, RecommendationFacts
from campaigns.letters.lacks import Weight
from campaigns.letters.parts.hand import Hand
from campaigns.letters.parts.text import leading, opening, paragraphs
from campaigns.letters.sections import Block, Fact, FactList, Rows
from campaigns.letters.wording import listed, sentence
from campaigns.models.mention import MentionRole
from campaigns.models.procedure import ProcedureKind
from foundation.web.language import mark

RECEIVABLE = frozenset({"national", "consultative", "affiliates"})
NOT_RECEIVABLE = mark(
    "Your organisation is none of those that may file this. Ask the national centre or a global union to file it, and "
    "associate yourselves with its complaint or help with evidence."
)
NO_RECOMMENDATION = mark("This recommendation is not written in this language yet: “%(text)s”")
NO_REPORT = mark("This report is not written in this language yet: “%(text)s”")


def complainant(hand: Hand) -> tuple[Block, ...]:
    """Standing in the ILO's own terms and where it is reached for good, then in the organisation's own words."""
    chosen = hand.answer("complainant")
    if chosen and chosen not in RECEIVABLE:
        hand.gaps.note(Weight.LEAVES_DRAFT, NOT_RECEIVABLE, field="complainant")
    if chosen not in RECEIVABLE:
        return ()
    by_right = f"{hand.say(f'complainant_{chosen}')} {hand.say('permanent_address')}".strip()
    return paragraphs(by_right, *hand.answered("standing"))


def case(hand: Hand) -> tuple[Block, ...]:
    return opening(hand) if hand.told.cases else ()


def earlier(hand: Hand) -> tuple[Block, ...]:
    """By date, what it was and from whom."""
    lines = [line for one in hand.procedures(ProcedureKind.ILO_CFA) for line in one.communications]
    dated = sorted((line for line in lines if line.date.is_known), key=lambda line: line.date.sort_key)
    rows = tuple((line.date.in_words(hand.language), _what(hand, line)) for line in dated)
    return (Rows(rows),) if rows else ()


def _what(hand: Hand, line: CommunicationFacts) -> str:
    senders = [str(one.name) for one in line.mentions.in_role(MentionRole.SENDER) if one.name.translated]
    words = hand.say(f"comm_{line.kind}")
    return f"{words} ({listed(senders, hand.language)})" if senders else words


def recommendations(hand: Hand) -> tuple[Block, ...]:
    """The newest report that has any; each with what became of it."""
    for procedure in hand.procedures(ProcedureKind.ILO_CFA):
        for report in reversed(procedure.reports):
            if report.recommendations:
                return (FactList(tuple(_recommendation(hand, line) for line in report.recommendations)),)
    return ()


def _recommendation(hand: Hand, line: RecommendationFacts) -> Fact:
    text = sentence(hand.gaps.text(line.text, NO_RECOMMENDATION)) if line.text else "–"
    more = [hand.say(f"effect_{line.effect}")]
    if line.reply:
        more.append(hand.say("reply_of_government", words=sentence(hand.gaps.text(line.reply, NO_RECOMMENDATION))))
    if line.follow_up:
        more.append(hand.say("what_we_know", words=sentence(hand.gaps.text(line.follow_up, NO_RECOMMENDATION))))
    return Fact(f"({line.letter})" if line.letter else "–", text, more=tuple(filter(None, more)))


def comments(hand: Hand) -> tuple[Block, ...]:
    found = [report for one in hand.procedures(ProcedureKind.ILO_CEACR) for report in one.reports if report.text]
    texts = [sentence(hand.gaps.text(report.text, NO_REPORT)) for report in found[-1:]]
    return (*leading(hand.say("comments")), *paragraphs(*texts)) if texts else ()


def steps(hand: Hand) -> tuple[Block, ...]:
    """What was tried at home, and whether conciliation is wanted, where the kind asks it."""
    own = hand.answered("steps")
    chosen = hand.answer("conciliation") if "conciliation" in hand.declared.asks else ""
    conciliation = hand.say(f"conciliation_{chosen}") if chosen in ("yes", "no") else ""
    return paragraphs(*own, conciliation)
