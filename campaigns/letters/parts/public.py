"""Parts of what goes to partner unions, the press and everybody."""

from datetime import date

from campaigns.addresses import addresses_for_record
from campaigns.letters.lacks import Weight
from campaigns.letters.parts.hand import Hand
from campaigns.letters.parts.text import leading, paragraphs
from campaigns.letters.sections import Banner, Block, Points, Rows
from campaigns.offices.merged import directory_now
from foundation.clock import utc_today
from foundation.web.language import mark

NOBODY_QUOTED = mark("A quotation needs the name and the office of whoever says it.")
IS_OVER = mark("The day until which people should act is over.")


def asks_of_partners(hand: Hand) -> tuple[Block, ...]:
    points = (hand.say("ask_endorse"), hand.say("ask_pass"), hand.say("ask_write"))
    return (*leading(hand.say("partner_asks")), Points(tuple(filter(None, points)))) if any(points) else ()


def quote(hand: Hand) -> tuple[Block, ...]:
    words = " ".join(hand.answered("quote")).strip('“”«»„" ').removesuffix(".")
    if not words:
        return ()
    said = hand.say("release_quote", words=words)
    if not said:
        hand.gaps.note(Weight.LEAVES_DRAFT, NOBODY_QUOTED, field="signatory_name")
    return paragraphs(said)


def about_sender(hand: Hand) -> tuple[Block, ...]:
    return paragraphs(hand.say("release_about"), *hand.answered("standing"))


def act_until(hand: Hand) -> tuple[Block, ...]:
    day = hand.answer("act_until")
    if day and date.fromisoformat(day) < utc_today():
        hand.gaps.note(Weight.LEAVES_DRAFT, IS_OVER, field="act_until")
    return (Banner(),) if day else ()


def write_to(hand: Hand) -> tuple[Block, ...]:
    """The offices that are asked, with the address where somebody confirmed it and how a letter opens."""
    directory = directory_now(hand.session)
    keys = dict.fromkeys(key for group in hand.groups for key in group.offices if key in directory.by_id)
    shown = [key for key in keys if directory.speaks(directory.office(key), hand.language)]
    records = addresses_for_record(hand.session, office_ids=shown, organisation_id=hand.organisation.id)
    rows = []
    for key in shown:
        lines = records[key].lines if records[key].may_be_printed else records[key].fallback_lines
        rows.append((records[key].office.title_in(hand.language), ", ".join(lines)))
    if rows:
        return (Rows(tuple((title, lines or "–") for title, lines in rows)),)
    return paragraphs(hand.say("write_to"))


def dos(hand: Hand) -> tuple[Block, ...]:
    return _points(hand, "do_brief", "do_tell")


def donts(hand: Hand) -> tuple[Block, ...]:
    return _points(hand, "dont_more", "dont_late")


def _points(hand: Hand, *keys: str) -> tuple[Block, ...]:
    points = tuple(filter(None, map(hand.say, keys)))
    return (Points(points),) if points else ()
