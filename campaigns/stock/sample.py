"""A sentence filled with made-up facts, so that who corrects it sees what it says."""

from campaigns.models.campaign import CampaignKind
from campaigns.models.case import Gender
from campaigns.models.partial_date import PartialDate
from campaigns.models.texts import Texts
from campaigns.stock.asked import Asked, People, Shape
from campaigns.stock.compose import CampaignTexts
from campaigns.stock.facts import LaunchFacts, Person, Value
from campaigns.stock.filling import said
from campaigns.stock.forms import terms_of
from campaigns.stock.kinds import KINDS
from campaigns.stock.sentences import Sentence
from campaigns.stock.slots import OF_LETTERS
from campaigns.stock.stock import Stock

WOMAN = Person({"en": "Ada Example", "ru": "Ада Примерова"}, "Аду Примерову", Gender.FEMALE)
MAN = Person({"en": "Jean Modèle", "ru": "Пётр Примеров"}, "Петра Примерова", Gender.MALE)
_NAMES: dict[str, Texts] = {
    "union": {"en": "Example Dockers’ Union", "ru": "Профсоюз докеров Примерного порта"},
    "employer": {"en": "Example Port Ltd", "ru": "Примерный порт"},
    "outlet": {"en": "Example Times", "ru": "Примерные вести"},
    "mission": {"en": "Example Mission", "ru": "Примерная миссия"},
    "place": {"en": "Example Port", "ru": "Примерный порт"},
}
_FINDINGS: Texts = {
    "en": "unions are kept from working",
    "fr": "les syndicats sont empêchés d’agir",
    "es": "se impide actuar a los sindicatos",
    "ru": "профсоюзам не дают работать",
}


def sample_facts(kind: CampaignKind, persons: tuple[Person, ...] = (WOMAN,), choice: str = "") -> LaunchFacts:
    """Every fact is known."""
    values = {asked.key: _sample(asked, choice) for asked in KINDS[kind].asked}
    date = PartialDate.parse("2026-05-01")
    persons = persons if KINDS[kind].people is not People.NONE else ()
    return LaunchFacts(kind=kind, language="en", country="KZ", date=date, persons=persons, values=values)


def sample_of(stock: Stock, sentence: Sentence) -> dict[str, str]:
    """By form; empty texts are those that need a fact which made-up facts leave out."""
    kind = CampaignKind(sentence.file) if sentence.file in list(CampaignKind) else CampaignKind.ARREST
    found = {}
    for form in sentence.forms:
        persons = {"man": (MAN,), "several": (WOMAN, MAN)}.get(form, (WOMAN,))
        texts = CampaignTexts(sample_facts(kind, persons), stock, sentence.language)
        more = {"addressee": "…", "link": "https://example.org", "source": "…", "mail_lead": "…", "number": "87"}
        more |= {name: "…" for name in OF_LETTERS if not name.endswith(".plain")}
        one = Sentence(sentence.id, sentence.language, {form: sentence.forms[form]})
        found[form] = said(
            one, {**texts.slots, **{name: texts.slots.get(name) or words for name, words in more.items()}}
        )
    return found


def _sample(asked: Asked, choice: str) -> Value:
    if asked.shape is Shape.NUMBER:
        return Value(number=47)
    if asked.shape is Shape.CHOICE:
        return Value(choice=choice or asked.choices[0][0])
    if asked.shape is Shape.NAME:
        return Value(words=_NAMES[asked.key])
    terms = terms_of(asked.key)
    return Value(terms=tuple(terms[: 2 if asked.shape is Shape.SEVERAL else 1])) if terms else Value(words=_FINDINGS)
