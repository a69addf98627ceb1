"""What stands in the slots of a sentence: the facts of a launch in one language."""

from babel.numbers import format_decimal

from campaigns.letters.bound import BY_KIND, FREEDOM_OF_ASSOCIATION, binding, titles_of
from campaigns.letters.dates import when
from campaigns.letters.typography import with_quotes
from campaigns.letters.wording import joined, listed
from campaigns.models.texts import Texts, foreign, gap
from campaigns.stock.asked import Asked, Need, People, Shape
from campaigns.stock.facts import LaunchFacts, Value
from campaigns.stock.filling import plain, said
from campaigns.stock.kinds import KINDS
from campaigns.stock.places import country, in_country
from campaigns.stock.sentences import DECLINED, LANGUAGES, Sentence
from campaigns.stock.stock import Stock

CYRILLIC = "ru"
MARK = "plain"
"""`{{authority.plain}}` stands for the nominative where no declined form of the fact is known."""
BY_CALLER = ("subject", "mail_lead", "addressee", "link", "source")
OF_LETTERS = (
    *(
        "sender",
        "address",
        "matter",
        "title",
        "quoted",
        "subjects",
        "subjects.gen",
        "subjects.plain",
        "about",
        "country.of",
    ),
    *("case", "complainant", "day", "laws", "numbers", "paragraphs", "words", "reason", "behind_bars", "dissolved"),
    *("offices", "contact", "who", "office", "until"),
)
OF_MAILINGS = ("campaign.title", "campaign.link", "contact.name", "partner.name", "sender.organisation")
_INSTRUMENTS = {"c87": "C087", "c98": "C098", "c29": "C029"}


def slot_names(kind_keys: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Every slot that a sentence may have, for who corrects one; of all kinds unless the keys of one are given."""
    keys = kind_keys or tuple(dict.fromkeys(asked.key for kind in KINDS.values() for asked in kind.asked))
    variants = (f"{key}.{form}" for key in keys for form in (*DECLINED, MARK))
    instruments = (name for short in _INSTRUMENTS for name in (short, f"{short}.acc"))
    fixed = ("name", "name.acc", "name.plain", "described", "country", "country.in", "when", "date", "conventions")
    return (*fixed, *instruments, *keys, *variants, "number", *BY_CALLER, *OF_LETTERS, *OF_MAILINGS)


def slots_of(facts: LaunchFacts, stock: Stock, language: str) -> dict[str, str]:
    """Every slot that facts fill; empty where a fact is left out, a gap where it is still to be found out."""
    kind = KINDS[facts.kind]
    slots = dict.fromkeys((name for name in slot_names() if name not in OF_MAILINGS), "")
    slots |= _of_places(facts, language) | _of_law(facts, stock, language)
    slots |= {"when": when(facts.date, language), "date": facts.date.in_words(language)}
    if kind.people is People.SUBJECT and not facts.named:
        return slots
    for asked in kind.asked:
        slots |= _of_fact(asked, facts, stock, language)
    slots |= _of_persons(facts, stock, language)
    described = facts.described.get(language, "")
    slots["described"] = described or _said(stock, language, f"{facts.kind}.described", slots, facts.form)
    return slots


def names_of(facts: LaunchFacts, stock: Stock, language: str) -> str:
    return listed(
        [
            _name(person.name, language) or _in_original(person.name, facts) or gap(_gap(stock, language, "name"))
            for person in facts.persons
        ],
        language,
    )


def _of_persons(facts: LaunchFacts, stock: Stock, language: str) -> dict[str, str]:
    if not facts.persons or not facts.named:
        return {}
    name = names_of(facts, stock, language)
    declined = [person.accusative for person in facts.persons] if language == CYRILLIC else []
    accusative = listed(declined, language) if declined and all(declined) else ""
    return {"name": name, "name.acc": accusative, "name.plain": "" if accusative else name}


def _of_places(facts: LaunchFacts, language: str) -> dict[str, str]:
    return {
        "country": listed([country(code, language) for code in facts.countries], language),
        "country.in": listed([found for code in facts.countries if (found := in_country(code, language))], language),
    }


def _of_law(facts: LaunchFacts, stock: Stock, language: str) -> dict[str, str]:
    """Only what the directory is sure of."""
    named = BY_KIND.get(facts.kind, FREEDOM_OF_ASSOCIATION)
    found = binding(named, facts.countries, language)
    slots = {"conventions": titles_of(found, language)}
    for short, instrument_id in _INSTRUMENTS.items():
        for instrument, _ in found:
            if instrument.id == instrument_id:
                number = {"number": str(instrument.number)}
                slots[short] = said(stock.common(language, "convention"), number)
                slots[f"{short}.acc"] = said(stock.common(language, "convention.acc"), number)
    return slots


def _of_fact(asked: Asked, facts: LaunchFacts, stock: Stock, language: str) -> dict[str, str]:
    value = facts.value(asked.key)
    if asked.shape is Shape.CHOICE:
        return {}
    if not value:
        missing = "" if asked.need is Need.OPTIONAL else gap(_gap(stock, language, asked.key))
        return {asked.key: missing, f"{asked.key}.{MARK}": missing}
    if value.number is not None:
        return {asked.key: str(format_decimal(value.number, locale=language))}
    words = _words(asked, value, facts, stock, language)
    declined = {form: _declined(value, stock, language, form) for form in DECLINED}
    nominative = "" if any(declined.values()) else words
    return {
        asked.key: words,
        f"{asked.key}.{MARK}": nominative,
        **{f"{asked.key}.{form}": declined[form] for form in DECLINED},
    }


def _words(asked: Asked, value: Value, facts: LaunchFacts, stock: Stock, language: str) -> str:
    found = [stock.word(language, term, facts.form) for term in value.terms]
    if value.words:
        own = plain(value.words.get(language, ""))
        if asked.shape is Shape.NAME:
            own = _name(dict(value.words), language)
        found.append(own or _in_original(dict(value.words), facts) or gap(_gap(stock, language, asked.key)))
    return listed([one for one in found if one], language)


def _declined(value: Value, stock: Stock, language: str, form: str) -> str:
    """Empty unless every word of it is one of the stock and has that form."""
    found = [stock.declined(language, term, form) for term in value.terms]
    return listed(found, language) if found and all(found) and not value.words else ""


def _name(words: dict[str, str], language: str) -> str:
    """A name is written alike in the languages of one alphabet; another alphabet needs its own."""
    if language == CYRILLIC:
        return _unquoted(words.get(CYRILLIC, ""))
    alike = (language, *(code for code in LANGUAGES if code != CYRILLIC))
    return next((joined(words[code]) for code in alike if words.get(code)), "")


def _in_original(words: Texts, facts: LaunchFacts) -> str:
    """One word that nobody has translated does not keep the whole text from being read in this language: it stands
    there in its own, and says so. In the language the facts were typed in it is missing for everybody."""
    told = {code: plain(text) for code, text in words.items() if text}
    code = facts.language if facts.language in told else next(iter(told), "")
    return foreign(told[code], code) if code else ""


def _unquoted(name: str) -> str:
    """The sentences bring their own «», so inner ones take the other form."""
    name = with_quotes(joined(name), CYRILLIC)
    if name.startswith("«") and name.endswith("»") and name.count("«") == 1:
        name = name[1:-1]
    return name.replace("«", "„").replace("»", "“")


def _gap(stock: Stock, language: str, key: str) -> str:
    return stock.common(language, f"gap.{key}").form()


def _said(stock: Stock, language: str, sentence_id: str, slots: dict[str, str], form: str) -> str:
    sentence: Sentence | None = stock.sentence(language, sentence_id)
    return said(sentence, slots, form) if sentence else ""
