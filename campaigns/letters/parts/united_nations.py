"""Parts that the UN's own forms ask for: whom it concerns, who did it, who submits it, with whose consent."""

from campaigns.facts.subjects import CaseFacts
from campaigns.letters import dates
from campaigns.letters.behind_bars import is_behind_bars
from campaigns.letters.parts.facts import events_told
from campaigns.letters.parts.hand import Hand
from campaigns.letters.parts.text import paragraphs
from campaigns.letters.sections import Block, Rows
from campaigns.letters.telling import NO_EVENT, NO_ROLE, name_in
from campaigns.letters.typography import with_quotes
from campaigns.letters.wording import listed, sentence
from campaigns.models.campaign import Campaign, CampaignKind
from campaigns.models.case import BEHIND_BARS, CaseKind, Gender
from campaigns.models.partial_date import PartialDate
from campaigns.stock.facts import Value

CONCERNED = (CaseKind.PERSON, CaseKind.GROUP, CaseKind.ORGANISATION, CaseKind.MEDIA_OUTLET)
GENDERS = {Gender.FEMALE: "l_female", Gender.MALE: "l_male"}


def victims(hand: Hand) -> tuple[Block, ...]:
    found = [case for case in hand.facts.cases if case.kind in CONCERNED and hand.is_near(case.country)]
    return paragraphs("; ".join(_with_role(hand, case) for case in found) + ".") if found else ()


def perpetrators(hand: Hand) -> tuple[Block, ...]:
    return paragraphs(*hand.answered("perpetrators"))


def submitter(hand: Hand) -> tuple[Block, ...]:
    return paragraphs(hand.say("submitter"))


def consent(hand: Hand) -> tuple[Block, ...]:
    chosen = hand.answer("consent")
    return paragraphs(hand.say(f"consent_{chosen}")) if chosen else ()


def submitter_with_consent(hand: Hand) -> tuple[Block, ...]:
    """Without the person's or the family's consent the Working Group is not asked."""
    if hand.answer("consent") not in ("both", "government"):
        return ()
    rows = ((hand.say("l_submitter"), hand.organisation.name), (hand.say("l_address"), hand.slots["address"]))
    return (
        Rows(tuple(row for row in rows if row[1])),
        *paragraphs(hand.say("wgad_consent", subjects=hand.told.behind_bars)),
    )


def identity(hand: Hand) -> tuple[Block, ...]:
    found = _held(hand)
    return tuple(Rows(_identity(hand, case)) for case in found)


def arrest(hand: Hand) -> tuple[Block, ...]:
    """The beginning of this detention, and what is told of it."""
    held = _held(hand)
    if not held:
        return ()
    days = [dates.label(_began(case), hand.language) for case in held]
    named = [f"{name_in(case, hand.gaps)}: {day}" for case, day in zip(held, days, strict=True) if day]
    when = days[0] if len(held) == 1 else "; ".join(named)
    unknown = hand.say("l_not_known")
    rows = [
        (hand.say("l_arrested_on"), when or unknown),
        (hand.say("l_arrested_by"), " ".join(hand.answered("arrested_by")) or _authority(hand) or unknown),
    ]
    rows += [
        (dates.label(event.date, hand.language) or unknown, sentence(hand.gaps.text(event.text, NO_EVENT)))
        for event in events_told(hand)
    ]
    return (Rows(tuple(rows)),)


def _authority(hand: Hand) -> str:
    """Who made the arrest, as it was told when the campaign was launched; empty where it was not, or not in this
    language."""
    campaign = hand.session.get_one(Campaign, hand.letter.campaign_id)
    kept = campaign.stock.get("values", {}).get("authority", {}) if campaign.kind is CampaignKind.ARREST else {}
    told = Value.of(kept)
    words = [hand.stock.word(hand.language, term) for term in told.terms]
    own = told.words.get(hand.language, "")
    if told.words and not own:
        return ""
    return listed([with_quotes(one, hand.language) for one in (*words, own) if one], hand.language)


def detention(hand: Hand) -> tuple[Block, ...]:
    if not _held(hand):
        return ()
    return (Rows(((hand.say("l_held_at"), hand.held_at or hand.say("l_not_known")),)), *paragraphs(*hand.own_words))


def reasons(hand: Hand) -> tuple[Block, ...]:
    return paragraphs(*hand.answered("reasons"))


def category(hand: Hand) -> tuple[Block, ...]:
    chosen = hand.answer("category")
    return paragraphs(hand.say(f"category_{chosen}", subjects=hand.told.behind_bars)) if chosen else ()


def _held(hand: Hand) -> list[CaseFacts]:
    return [
        case
        for case in hand.facts.cases
        if case.kind is CaseKind.PERSON and hand.is_near(case.country) and is_behind_bars(case)
    ]


def _began(case: CaseFacts) -> PartialDate:
    """The last time that they were taken away."""
    return next(entry.date for entry in reversed(case.statuses) if entry.status in BEHIND_BARS)


def _identity(hand: Hand, case: CaseFacts) -> tuple[tuple[str, str], ...]:
    gender = GENDERS.get(case.gender)
    rows = (
        (hand.say("l_name"), name_in(case, hand.gaps)),
        (hand.say("l_gender"), hand.say(gender) if gender else hand.say("l_not_known")),
        (hand.say("l_role"), hand.gaps.text(case.role, NO_ROLE) if case.role else ""),
        (hand.say("l_country"), hand.told.country_at_start),
    )
    return tuple(row for row in rows if row[1])


def _with_role(hand: Hand, case: CaseFacts) -> str:
    name = name_in(case, hand.gaps)
    role = hand.gaps.text(case.role, NO_ROLE) if case.role and case.kind is CaseKind.PERSON else ""
    return f"{name}, {role}" if role else name
