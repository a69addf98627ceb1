"""Which merge fields a template may hold, what each says, and what repeats."""

from types import MappingProxyType

from campaigns.letters.templated.parsing import Known
from foundation.web.language import mark

FIELDS = MappingProxyType(
    {
        "campaign.title": mark("Title of the campaign"),
        "campaign.summary": mark("What happened and how things stand; alone on its line it may be several paragraphs"),
        "campaign.in_quotes": mark("The title in quotation marks, without a full stop"),
        "campaign.about": mark("What it is about, as a sentence of its own"),
        "campaign.matter": mark("What a sentence calls the case: the case of …"),
        "people.names": mark("Of whom it speaks"),
        "people.in_full": mark("The same, with the role where it is one person"),
        "people.genitive": mark("The same in the genitive (Russian, where the facts know it)"),
        "people.held_at": mark("Where they are held"),
        "country.name": mark("The country, as a sentence needs it"),
        "country.of": mark("The country with its preposition (“of …”), in Russian in the genitive"),
        "office.title": mark("The office that the letter goes to"),
        "office.dative": mark("The same in the dative (Russian)"),
        "addressees.names": mark("The addressees of the demands by their names"),
        "law.conventions": mark("Conventions that the State is surely bound by, by their titles"),
        "law.numbers": mark("The same by their numbers"),
        "law.names": mark("Laws that the facts name"),
        "cases.numbers": mark("Cases of the Committee on Freedom of Association"),
        "facts.since": mark("Since when, by the first event told: since 3 May 2026"),
        "letter.date": mark("Day of the letter"),
        "letter.place": mark("Place of the letter"),
        "letter.own_words": mark("The paragraph of your own from the letter’s editor; it may stay empty"),
        "letter.quote": mark("The quotation of a press release"),
        "sender.name": mark("Your organisation"),
        "sender.address": mark("Its postal address"),
        "sender.about": mark("Who you are, where the letter’s editor asks it"),
        "signatory.name": mark("Who signs"),
        "signatory.office": mark("The office of who signs"),
        "contact.name": mark("Contact person"),
        "contact.all": mark("Contact person with telephone and e-mail"),
    }
)
DEMANDS, FACTS, ENCLOSURES = "demands", "facts", "enclosures"
PARTS = MappingProxyType(
    {
        DEMANDS: MappingProxyType(
            {
                "demand.number": mark("Its number in the original; without one, the next free number"),
                "demand.text": mark("What is demanded"),
                "demand.addressee": mark("Of whom, where there are several"),
            }
        ),
        FACTS: MappingProxyType(
            {
                "fact.number": mark("Counted from one"),
                "fact.date": mark("The day"),
                "fact.text": mark("What happened"),
            }
        ),
        ENCLOSURES: MappingProxyType(
            {"enclosure.number": mark("Counted from one"), "enclosure.text": mark("What is enclosed")}
        ),
    }
)
PART_WORDS = MappingProxyType(
    {
        DEMANDS: mark("Repeats for each demand"),
        FACTS: mark("Repeats for each event that the letter tells"),
        ENCLOSURES: mark("Repeats for each enclosure"),
    }
)
MAY_STAY_EMPTY = frozenset({"letter.own_words", "demand.addressee"})
OF_THE_SENDER = frozenset(
    {
        *(name for name in FIELDS if name.startswith(("sender.", "signatory.", "contact."))),
        "letter.place",
        "letter.quote",
    }
)
"""What a letter of a supporter has not, or otherwise."""
KNOWN = Known(FIELDS, PARTS)
