"""The parts of a letter around its text: sender, address, date, signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

from campaigns.addresses import RecordAddress
from campaigns.directory import load_directory
from campaigns.letters.contents import ContactPerson, Sender, Signatory
from campaigns.letters.lacks import OPEN, SHUT, Gaps, Weight
from campaigns.letters.measuring import balanced, lines_of_all
from campaigns.letters.models import Letter
from campaigns.letters.paper import Picture, SetOn
from campaigns.letters.variants import Variant
from campaigns.offices.shapes import Office
from foundation.accounts.models import Organisation
from foundation.web.language import gettext, mark, pgettext, speaking

NO_SIGNATORY = mark("Who signs the letter is missing: name and office.")
NO_PLACE_OF_LETTER = mark("The place where the letter is written is missing.")
NO_LETTERHEAD = mark(
    "Your organisation’s postal address is missing. Add it in the settings; it stands at the head of every letter."
)
NO_CONTACT = mark("A contact person is missing whom the ILO can reach by day and by night.")
NO_TITLE = mark("The directory does not know this office’s title and salutation in this language.")
NOT_CONFIRMED = mark(
    "Nobody has confirmed the address of this office yet. Read it on the office’s own page, then confirm it here."
)
TOO_MANY_LINES = mark("The address is longer than the window of an envelope shows: at most %(most)s lines.")

CHARACTERS_IN_WINDOW = 38
POINTS_OF_AN_ADDRESS = 10.5
NARROWEST = 74.0
"""Millimetres of a line in the narrowest of the windows, less what a line may come out wider than it was counted."""
CHARACTERS_IN_RETURN_LINE = 66
"""As many as fit a line of 80 mm in the sizes of letter.css, whatever the letters."""
CHARACTERS_IN_SMALL = 150
"""As many as fit two such lines in the smaller type."""
SHORTEST_NAME = 30


@dataclass(frozen=True)
class Supporter:
    """Who takes a letter as their own; nothing of it is kept."""

    name: str
    place: str
    organisation: str = ""
    sentence: str = ""
    variant: Variant = Variant.FULL


def sender_of(organisation: Organisation, gaps: Gaps, logo: Picture | None) -> Sender:
    lines = [line.strip() for line in organisation.address.splitlines() if line.strip()]
    if not lines:
        gaps.note(Weight.LEAVES_DRAFT, NO_LETTERHEAD)
    reached = [part for part in (organisation.phone, organisation.email, organisation.website) if part]
    shown = tuple(line for line in (" · ".join(lines), " · ".join(reached)) if line)
    return Sender(organisation.name, shown, *_return_line([organisation.name, *lines]), logo)


def _return_line(parts: list[str]) -> tuple[str, bool]:
    """Whereto a letter comes back, and whether it needs the smaller type. The country may be left out and a long name
    be shortened; street and town stay."""
    whole = " · ".join(parts)
    if len(whole) <= CHARACTERS_IN_RETURN_LINE:
        return whole, False
    shown = parts[:-1] if len(parts) > 3 else parts
    line = " · ".join(shown)
    if len(line) <= CHARACTERS_IN_RETURN_LINE:
        return line, False
    if len(line) <= CHARACTERS_IN_SMALL:
        return line, True
    name, *address = shown
    room = CHARACTERS_IN_SMALL - len(" · ".join(("", *address)))
    return " · ".join((shorten(name, width=max(room, SHORTEST_NAME), placeholder=" …"), *address)), True


def sender_as(supporter: Supporter) -> Sender:
    lines = tuple(part for part in (supporter.organisation, supporter.place) if part)
    return Sender(supporter.name, lines, *_return_line([supporter.name, supporter.place]))


def address_of_record(address: RecordAddress, language: str, gaps: Gaps) -> tuple[str, ...]:
    """The office and its confirmed lines; until then office, city and country, with a gap between them."""
    title = office_lines(address.office, language, gaps)
    if address.may_be_printed:
        return (*_without_repetition(title, address.lines), *address.lines)
    gaps.note(Weight.LEAVES_DRAFT, NOT_CONFIRMED, field="lines")
    with speaking(language):
        gap = f"{OPEN}{gettext('address not confirmed')}{SHUT}"
    return (*title, gap, *_in_language(address.fallback_lines, address.office, language))


def address_for_supporter(address: RecordAddress, language: str, gaps: Gaps) -> tuple[str, ...]:
    """Office, city and country only, unless the address was confirmed."""
    title = office_lines(address.office, language, gaps)
    if address.may_be_printed:
        return (*_without_repetition(title, address.lines), *address.lines)
    return (*title, *_in_language(address.fallback_lines, address.office, language))


def office_lines(office: Office, language: str, gaps: Gaps) -> tuple[str, ...]:
    """Whom the letter is for, as the address block names it."""
    directory = load_directory()
    if not directory.speaks(office, language):
        gaps.note(Weight.STOPS, NO_TITLE)
        return (f"{OPEN}{office.title_in(language)}{SHUT}",)
    form = directory.profile(office, language).address
    country = directory.countries.get(office.country or "")
    if not form or not country or office.organisation or language in office.dative:
        return _in_two(office.addressed_in(language), ", ")
    line = form.format(country=country.name.get(language, ""), country_gen=country.genitive.get(language, ""))
    return (*_in_two(line, " of "), *((office.title_in(language),) if office.profile == "ambassador" else ()))


def even(lines: Sequence[str]) -> tuple[str, ...]:
    """No word stands alone below a long line. A gap is marked as one and stays so."""
    return tuple(
        part
        for line in lines
        for part in ([line] if OPEN in line else balanced(line, millimetres=NARROWEST, points=POINTS_OF_AN_ADDRESS))
    )


def _in_two(line: str, joint: str) -> tuple[str, ...]:
    """`H.E. the President` / `of the Republic of …`, where it would be torn elsewhere."""
    head, found, tail = line.partition(joint)
    if not found or len(line) <= CHARACTERS_IN_WINDOW:
        return (line,)
    return (head, joint.strip(" ,") + (" " if joint.strip(" ,") else "") + tail)


def signatory_of(letter: Letter, organisation: Organisation, gaps: Gaps) -> Signatory:
    if letter.signatory_name and letter.signatory_office:
        return Signatory(letter.signatory_name, (letter.signatory_office, organisation.name))
    gaps.note(Weight.LEAVES_DRAFT, NO_SIGNATORY, field="signatory_name")
    with speaking(gaps.language):
        name = letter.signatory_name or f"{OPEN}{pgettext('letter', 'name')}{SHUT}"
        office = letter.signatory_office or f"{OPEN}{pgettext('letter', 'office')}{SHUT}"
    return Signatory(name, (office, organisation.name))


def cosigners_of(letter: Letter, organisation: Organisation) -> tuple[Signatory, ...]:
    """One a line: name; office; organisation, which is ours where none is said."""
    found = []
    for line in letter.cosigners or ():
        name, *lines = [part for part in (part.strip() for part in line.split(";")) if part] or [""]
        if name:
            found.append(Signatory(name, tuple(lines if len(lines) > 1 else (*lines, organisation.name))))
    return tuple(found)


def signatory_as(supporter: Supporter) -> Signatory:
    return Signatory(supporter.name, tuple(part for part in (supporter.organisation, supporter.place) if part))


def contact_of(letter: Letter, gaps: Gaps) -> ContactPerson | None:
    ways = ", ".join(part for part in (letter.contact_phone, letter.contact_email) if part)
    if letter.contact_name and letter.contact_phone:
        return ContactPerson(letter.contact_name, ways)
    gaps.note(Weight.LEAVES_DRAFT, NO_CONTACT, field="contact_name")
    with speaking(gaps.language):
        name = letter.contact_name or f"{OPEN}{pgettext('letter', 'name')}{SHUT}"
        return ContactPerson(name, ways or f"{OPEN}{pgettext('letter', 'telephone')}{SHUT}")


def note_window(lines: Sequence[str], set_on: SetOn, gaps: Gaps) -> None:
    """`lines` are all that stands in the window. The layout itself has the last word, should a line come out wider."""
    taken = lines_of_all(lines, millimetres=set_on.address_width, points=POINTS_OF_AN_ADDRESS)
    if taken > set_on.most_lines:
        gaps.note(Weight.STOPS, TOO_MANY_LINES, field="lines", most=set_on.most_lines)


def _without_repetition(title: tuple[str, ...], lines: Sequence[str]) -> tuple[str, ...]:
    """`The Director-General, International Labour Office` above `International Labour Office` says it once."""
    if len(title) > 1 and title[-1] == lines[0]:
        return title[:-1]
    said_twice = f", {lines[0]}"
    return tuple(line.removesuffix(said_twice) for line in title)


def _in_language(lines: tuple[str, ...], office: Office, language: str) -> tuple[str, ...]:
    """City and country; a post office abroad reads the Latin name of the country too."""
    country = load_directory().countries.get(office.country or "")
    if country is None or language == "en":
        return lines
    capital, name = country.capital.get(language, ""), country.name.get(language, "")
    told = {country.capital.get("en", ""): capital}
    shown = [told.get(line) or line for line in lines[:-1]]
    return (*shown, f"{name.upper()} / {lines[-1]}" if name and lines else "".join(lines[-1:]))
