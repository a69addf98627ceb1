"""What stands in the sentences of letters: names, the country in its forms, the case, the Conventions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from campaigns.letters.dates import letter_date
from campaigns.letters.parts.hand import Hand
from campaigns.letters.typography import UNBROKEN, with_quotes
from campaigns.letters.wording import joined, listed
from campaigns.models.mention import MentionRole
from campaigns.models.procedure import ProcedureKind
from campaigns.stock.places import country_of

ABOUT = frozenset({"arrest", "dismissals", "union_dissolved", "outlet_closed", "bad_law", "strike_repressed"})
CYRILLIC = "ru"


def with_slots(hand: Hand) -> Hand:
    """The sentence that says what it is about, and the reason for urgency, stand inside others."""
    hand = replace(hand, slots=_plain(hand))
    about = hand.say(_about(hand), "several" if hand.told.several else "") or hand.say("about_rights")
    reason = hand.urgency or hand.say(f"reason_{hand.urgent_for}")
    return replace(hand, slots={**hand.slots, "about": about, "reason": reason})


def _about(hand: Hand) -> str:
    kind = str(hand.facts.kind)
    if kind in ABOUT:
        return f"about_{kind}" if hand.told.subjects else "about_rights"
    return "about_forced_labour" if kind == "forced_labour" else "about_rights"


def _plain(hand: Hand) -> Mapping[str, str]:
    told, letter, language = hand.told, hand.letter, hand.language
    title = with_quotes(joined(str(hand.facts.title)), language).removesuffix(".")
    phone = letter.contact_phone.replace(" ", UNBROKEN)
    contact = ", ".join(part for part in (phone, letter.contact_email) if part)
    in_genitive = told.subjects_genitive if language == CYRILLIC else ""
    until = hand.answer("act_until") or hand.answer("embargo")
    return {
        "sender": hand.organisation.name,
        "address": ", ".join(line.strip() for line in hand.organisation.address.splitlines() if line.strip()),
        "title": title,
        "matter": told.matter,
        "quoted": told.campaign,
        "subjects": told.subjects,
        "subjects.gen": in_genitive,
        "subjects.plain": "" if in_genitive else told.subjects,
        "country": told.country,
        "country.in": f"in {told.country}" if told.country and language == "en" else "",
        "country.of": told.country_genitive if language == CYRILLIC else country_of(told.each_country, language),
        "case": told.cases,
        "conventions": hand.law.conventions,
        "numbers": hand.law.numbers,
        "behind_bars": told.behind_bars,
        "dissolved": told.dissolved,
        "contact": ", ".join(part for part in (letter.contact_name, contact) if part and letter.contact_name),
        "who": letter.signatory_name,
        "office": letter.signatory_office,
        "number": hand.answer("appeal_number"),
        "until": letter_date(date.fromisoformat(until), language) if until else "",
        "offices": listed(_addressed(hand), language),
        "laws": "; ".join(_laws(hand)),
        **_of_the_complaint(hand),
    }


def _addressed(hand: Hand) -> list[str]:
    """The addressees by their names, where they have one in this language."""
    names = [group.name for group in hand.groups]
    return [with_quotes(str(name), hand.language) for name in names if name and name.translated]


def _laws(hand: Hand) -> list[str]:
    found = []
    for law in hand.facts.laws:
        if not hand.is_near(law.country) or not law.name.translated:
            continue
        name = with_quotes(str(law.name), hand.language)
        state = with_quotes(str(law.state), hand.language).removesuffix(".") if law.state.translated else ""
        found.append(f"{name} ({state})" if state else name)
    return found


def _of_the_complaint(hand: Hand) -> dict[str, str]:
    """Who complained and when, of the first case that has a number."""
    for procedure in hand.procedures(ProcedureKind.ILO_CFA):
        if procedure.number:
            complainants = [
                str(one.name) for one in procedure.mentions.in_role(MentionRole.COMPLAINANT) if one.name.translated
            ]
            day = procedure.filed.in_words(hand.language) if procedure.filed.is_known else ""
            return {"complainant": listed(complainants, hand.language), "day": day}
    return {"complainant": "", "day": ""}
