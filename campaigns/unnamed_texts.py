"""The first texts of an arrest campaign that must not name anybody: no name, no role, no union, no place."""

from campaigns.models.partial_date import PartialDate
from foundation.text import ended


def title(country: str, language: str) -> str:
    if language == "en":
        return f"Free a trade unionist arrested in {country}"
    return f"{country}: свободу арестованным за работу в профсоюзе"


def story(country: str, date: PartialDate, language: str) -> str:
    """In two sentences."""
    if language == "en":
        first = f"A trade unionist was arrested in {country}{when_en(date)}."
        return f"{first} No name is given here, so that nobody is put at risk."
    when = date.in_words(language)
    first = ended(f"{country}: арест за работу в профсоюзе{f', {when}' if when else ''}")
    return f"{first} Имён здесь нет, чтобы никого не подвергать опасности."


def when_en(date: PartialDate) -> str:
    words = date.in_words("en")
    return f" {'on' if date.precision == 'day' else 'in'} {words}" if words else ""


DEMANDS = {
    "en": {
        "release": "Release the arrested trade unionist at once and without conditions.",
        "charges": "Drop every charge brought because of union work.",
        "lawyer": "Until then, allow visits by a lawyer and the family, and by a doctor when needed.",
        "inquiry": "Have the arrest examined independently, and bring those who ordered it to account.",
        "union": "Let trade unions work freely, and stop putting pressure on their members.",
    },
    "ru": {
        "release": "Немедленно и безоговорочно вернуть свободу тем, кто арестован за работу в профсоюзе.",
        "charges": "Прекратить уголовное преследование и снять все обвинения, связанные с работой в профсоюзе.",
        "lawyer": "До освобождения обеспечить встречи с адвокатом и семьёй и медицинскую помощь.",
        "inquiry": "Независимо расследовать обстоятельства ареста и наказать виновных.",
        "union": "Не препятствовать работе профсоюзов и прекратить давление на их членов.",
    },
}
