"""Gathers a letter, of record or a supporter's, from the campaign's facts, the directory and what was set for it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from campaigns.addresses import RecordAddress, address_for_record
from campaigns.facts.gather import gather_facts
from campaigns.facts.shapes import AddresseeFacts, CampaignFacts
from campaigns.letters import blocks
from campaigns.letters.addressing import Addressed, addressed, by_holder
from campaigns.letters.asked import NO_ADDRESSEE, Asked, groups_for, how_asked, print_demands
from campaigns.letters.blocks import Supporter
from campaigns.letters.bound import bound_by
from campaigns.letters.contents import ContactPerson, FromTemplate, LetterContents, Signatory
from campaigns.letters.dates import letter_date
from campaigns.letters.defaults import usual_copies, usual_enclosures
from campaigns.letters.kinds import LetterKind, languages_of
from campaigns.letters.lacks import OUTDATED, Gaps, Weight, shortened
from campaigns.letters.models import Letter
from campaigns.letters.one_sheet import with_its_length
from campaigns.letters.own_words import field_values, filled
from campaigns.letters.paper import Picture, SetOn, set_on, signatures_for
from campaigns.letters.parts.every import write_parts
from campaigns.letters.parts.hand import Hand
from campaigns.letters.parts.heads import banner_of, subject_printed
from campaigns.letters.parts.slots import with_slots
from campaigns.letters.requirements import note_requirements
from campaigns.letters.sections import Section
from campaigns.letters.telling import tell
from campaigns.letters.templated.access import Chosen, chosen_for
from campaigns.letters.templated.values import Around
from campaigns.letters.templated.writing import write_from_template
from campaigns.letters.urgent import held_at_of, urgent_for_of
from campaigns.letters.wording import number_of, sentence
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from campaigns.offices.shapes import Office
from campaigns.stock.queries import stock_now
from campaigns.stock.stock import Stock
from campaigns.translating.outdated import outdated_blocks
from foundation.accounts.models import Organisation
from foundation.clock import utc_today
from foundation.errors import NotFound
from foundation.web.language import mark

NO_DEMANDS = mark("Nothing is left to be asked: every demand was met or left out.")
NOT_SHIPPED = mark("There are no sentences for letters of this kind in that language yet.")


def gather_letter(
    session: Session,
    *,
    campaign: Campaign,
    letter: Letter,
    supporter: Supporter | None = None,
    facts: CampaignFacts | None = None,
    record: RecordAddress | None = None,
    chosen: Chosen | None = None,
    writer: Organisation | None = None,
    logo: Picture | None = None,
) -> LetterContents:
    """`letter` may be a row or one that was never saved. With `supporter` it speaks in that person's name, with
    `writer` in that of an organisation which is no row of ours, under its `logo`. Who needs several letters hands in
    the campaign's public `facts` in their language, and where the office of each is. `chosen`: a template's text that
    is tried out, instead of the one that the letter has.

    Raises NotFound when the campaign has no such letter.
    """
    if letter.language not in languages_of(letter.kind):
        raise NotFound(NOT_SHIPPED)
    office = directory_now(session).office(letter.office_id)
    facts = facts or gather_facts(session, campaign, language=letter.language)
    omitted = frozenset(letter.omitted)
    groups = groups_for(facts, letter.kind, office, omitted)
    organisation = writer or session.get_one(Organisation, campaign.organisation_id)

    gaps = Gaps(letter.language)
    _refuse_outdated(session, campaign, letter, gaps)
    told = tell(facts, groups, gaps, omitted=omitted, to_ilo=not letter.kind.asks_office_directly)
    held_at = held_at_of(letter, told, gaps)
    demands = print_demands(groups, letter.kind, gaps)
    count = sum(len(group.demands) for group in demands)
    if not count and not letter.kind.declared.stock:
        gaps.note(Weight.STOPS, NO_DEMANDS)
    day = letter.dated_on or _day_of_example(facts) or utc_today()
    place = supporter.place if supporter else _place(letter, gaps)
    declared = letter.kind.declared
    speech = addressed(letter, office, day, gaps, asks=supporter is None and not declared.open_to)
    values = field_values(facts, office.title_in(letter.language), told.country)
    law = bound_by(facts, groups, letter.language)
    chosen = chosen or chosen_for(session, campaign, letter)
    own = _own_words(letter, values, gaps, supporter)
    urgency = " ".join(filled(letter.urgency, values, gaps, field="urgency"))
    urgent_for = urgent_for_of(letter, told, gaps)
    asked = how_asked(office, groups[0]) if letter.kind.asks_office_directly else Asked.NAMED
    hand = Hand(
        session=session,
        letter=letter,
        facts=facts,
        groups=groups,
        told=told,
        law=law,
        office=office,
        organisation=organisation,
        gaps=gaps,
        stock=stock_now(session) if declared.stock or chosen else Stock(),
        asked=asked,
        demands=demands,
        own_words=own,
        held_at=held_at,
        urgency=urgency,
        urgent_for=urgent_for,
        values=values,
    )
    hand = with_slots(hand) if declared.stock or chosen else hand
    note_requirements(hand)
    paper = SetOn() if supporter else set_on(session, letter, campaign.organisation_id)
    paper = replace(paper, logo=logo) if writer else paper
    address = _address(session, letter, office, record, speech, gaps, supporter, campaign.organisation_id)
    blocks.note_window([line for line in (letter.postal_note, *address) if line], paper, gaps)
    enclosures = () if supporter else tuple(_or(letter.enclosures, usual_enclosures(facts, letter.kind)))
    around = Around(letter_date(day, letter.language), place, enclosures, supporter is not None)
    sections = _sections(hand, chosen, around)
    contents = LetterContents(
        kind=letter.kind,
        language=letter.language,
        campaign_slug=campaign.slug,
        office_id=office.id,
        variant=supporter.variant if supporter else None,
        made_up=facts.is_example and not facts.is_history,
        made_on=day,
        facts_version=facts.version,
        set_on=paper,
        postal_note=letter.postal_note,
        sender=blocks.sender_as(supporter) if supporter else blocks.sender_of(organisation, gaps, paper.logo),
        address=address,
        to=by_holder(office.addressed_in(letter.language), speech.holder),
        holder=_holder_now(office, letter.language),
        our_reference=letter.our_reference,
        your_reference=letter.your_reference,
        date=letter_date(day, letter.language),
        place_and_date=", ".join(part for part in (place, letter_date(day, letter.language)) if part),
        subject=subject_printed(hand),
        salutation=speech.salutation,
        local_salutation=speech.local,
        closing=speech.closing,
        profile=office.profile,
        about=told,
        law=law,
        own_words=own,
        held_at=held_at,
        urgency=urgency,
        urgent_for=urgent_for,
        asked=asked,
        asked_of=_asked_of(office, groups, letter.kind, gaps),
        asked_of_dative=groups[0].name_forms.get("dat", ""),
        demands=demands,
        number_of_demands=number_of(count, letter.language) if count > 1 else "",
        contact=_contact(letter, gaps, supporter),
        signatories=_signatories(session, letter, organisation, gaps, supporter),
        enclosures=enclosures,
        copies=() if supporter else tuple(_or(letter.copies, usual_copies(facts, letter.kind))),
        banner=banner_of(hand) if declared.stock else (),
        sections=sections,
        template=FromTemplate(chosen.template_id, chosen.version, chosen.name) if chosen else None,
        found=tuple(gaps.found),
        lent_paper=writer is not None,
    )
    return with_its_length(contents)


def _sections(hand: Hand, chosen: Chosen | None, around: Around) -> tuple[Section, ...]:
    if chosen:
        return write_from_template(hand, chosen, around)
    return write_parts(hand) if hand.declared.stock else ()


def _refuse_outdated(session: Session, campaign: Campaign, letter: Letter, gaps: Gaps) -> None:
    """What an organiser wrote into the letter, where the same in the campaign's own language has moved on."""
    written = {field: getattr(letter, field) for field in ("subject", "own_words", "held_at", "urgency")}
    if not any(written.values()):
        return
    outdated = outdated_blocks(session, campaign_id=campaign.id, languages=(letter.language,))
    for field, text in written.items():
        if text and (f"letter.{letter.kind}.{letter.office_id}.{field}", letter.language) in outdated:
            gaps.note(Weight.STOPS, OUTDATED, field=field, text=shortened(text))


def _own_words(letter: Letter, values: Mapping[str, str], gaps: Gaps, supporter: Supporter | None) -> tuple[str, ...]:
    """What a supporter typed is no text with merge fields."""
    if supporter:
        return (sentence(supporter.sentence),) if supporter.sentence else ()
    return filled(letter.own_words, values, gaps, field="own_words")


def _holder_now(office: Office, language: str) -> str:
    """Today, and not on the day of the letter: that is who will read it."""
    holder = office.holder_on(utc_today())
    return holder.name_in(language) if holder else ""


def _day_of_example(facts: CampaignFacts) -> date | None:
    """A letter of an example from history bears the day its facts reach, since it says what was true then."""
    return facts.as_of if facts.is_history else None


def _or(chosen: list[str] | None, usual: Sequence[str]) -> Sequence[str]:
    """What an organiser has emptied stays empty."""
    return usual if chosen is None else chosen


def _place(letter: Letter, gaps: Gaps) -> str:
    if not letter.place:
        gaps.note(Weight.LEAVES_DRAFT, blocks.NO_PLACE_OF_LETTER, field="place")
    return letter.place


def _address(
    session: Session,
    letter: Letter,
    office: Office,
    record: RecordAddress | None,
    speech: Addressed,
    gaps: Gaps,
    supporter: Supporter | None,
    organisation_id: int,
) -> tuple[str, ...]:
    """What goes to no office names its readers alone."""
    if letter.kind.declared.open_to == office.id:
        return (office.title_in(letter.language),)
    record = record or address_for_record(session, office_id=office.id, organisation_id=organisation_id)
    write = blocks.address_for_supporter if supporter else blocks.address_of_record
    return blocks.even([by_holder(line, speech.holder) for line in write(record, letter.language, gaps)])


def _contact(letter: Letter, gaps: Gaps, supporter: Supporter | None) -> ContactPerson | None:
    """Kinds from the stock have a part of their own for it."""
    asks = letter.kind.needs_contact and not letter.kind.declared.stock and not supporter
    return blocks.contact_of(letter, gaps) if asks else None


def _signatories(
    session: Session, letter: Letter, organisation: Organisation, gaps: Gaps, supporter: Supporter | None
) -> tuple[Signatory, ...]:
    if supporter:
        return (blocks.signatory_as(supporter),)
    first = blocks.signatory_of(letter, organisation, gaps if letter.kind.declared.signed else Gaps(gaps.language))
    every = (first, *blocks.cosigners_of(letter, organisation))
    pictures = signatures_for(session, letter, organisation.id, [one.name for one in every])
    return tuple(replace(one, picture=pictures.get(one.name)) for one in every)


def _asked_of(office: Office, groups: Sequence[AddresseeFacts], kind: LetterKind, gaps: Gaps) -> str:
    if kind.asks_office_directly and how_asked(office, groups[0]) is Asked.BESIDE:
        return gaps.text(groups[0].name, NO_ADDRESSEE)
    return ""
