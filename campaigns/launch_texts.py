"""The first texts of an arrest campaign, from its facts, in English and Russian. An organiser corrects them before
the review.

Where a Russian sentence would need a form of a name that nobody gave, it is built so that the name stands in the
nominative.
"""

from dataclasses import dataclass, field

from campaigns import unnamed_texts
from campaigns.models.case import Gender
from campaigns.models.partial_date import PartialDate
from foundation.text import ended

LANGUAGES = ("en", "ru")


@dataclass(frozen=True, kw_only=True)
class ArrestFacts:
    """What is known at six in the morning, each in the languages in which it was typed. `described` says role and union
    as one, where somebody corrected it; `named` is false while the name must not be read anywhere."""

    name: dict[str, str]
    name_accusative_ru: str = ""
    gender: Gender = Gender.UNKNOWN
    role: dict[str, str]
    union: dict[str, str]
    country: str
    country_name: dict[str, str]
    date: PartialDate
    authority: dict[str, str] = field(default_factory=dict)
    charge: dict[str, str] = field(default_factory=dict)
    held_at: dict[str, str] = field(default_factory=dict)
    described: dict[str, str] = field(default_factory=dict)
    named: bool = True

    def known_in(self, language: str) -> bool:
        """Whether texts can be made in this language at all."""
        return bool(self.name.get(language) and self.role.get(language) and self.union.get(language))


def title(facts: ArrestFacts, language: str) -> str:
    if not facts.named:
        return unnamed_texts.title(facts.country_name[language], language)
    name = facts.name[language]
    if language == "en":
        return f"Free {name}"
    if facts.name_accusative_ru:
        return f"Освободите {facts.name_accusative_ru}"
    must = {Gender.FEMALE: "должна", Gender.MALE: "должен"}.get(facts.gender)
    return f"{name} {must} быть на свободе" if must else f"Требуем свободы: {name}"


def arrest_sentence(facts: ArrestFacts, language: str) -> str:
    """One sentence for the timeline and the story."""
    name, who_that_is = facts.name[language], role_in_union(facts, language)
    if language == "en":
        by = f" by {facts.authority['en']}" if facts.authority.get("en") else ""
        charge = f" and charged with {facts.charge['en']}" if facts.charge.get("en") else ""
        return f"{name}, {who_that_is}, was arrested{by}{unnamed_texts.when_en(facts.date)}{charge}."
    arrested = {Gender.FEMALE: "арестована", Gender.MALE: "арестован"}.get(facts.gender)
    when = facts.date.in_words("ru")
    when = f" {when}" if when else ""
    described = facts.described.get("ru") or f"{facts.role['ru']}, {facts.union['ru']}"
    who = f"{name} ({described})"
    sentence = ended(f"{who} {arrested}{when}" if arrested else f"Арест{when}: {who}")
    if facts.authority.get("ru"):
        sentence += f" Задержание: {facts.authority['ru']}."
    if facts.charge.get("ru"):
        sentence += f" Обвинение: {facts.charge['ru']}."
    return sentence


def summary(facts: ArrestFacts, language: str) -> str:
    """The story in two sentences."""
    if not facts.named:
        return unnamed_texts.story(facts.country_name[language], facts.date, language)
    first = arrest_sentence(facts, language)
    if language == "en":
        where = f"is held at {facts.held_at['en']}" if facts.held_at.get("en") else "has been taken away"
        return f"{first} {_pronoun(facts.gender)} {where} for standing up for working people."
    where = f" Место содержания: {facts.held_at['ru']}." if facts.held_at.get("ru") else ""
    return f"{first}{where} Причина — работа в профсоюзе, а это право, а не преступление."


def role_in_union(facts: ArrestFacts, language: str) -> str:
    """Nobody gave the genitive of a Russian union's name, so there it stands in brackets."""
    if facts.described.get(language):
        return facts.described[language]
    role, union = facts.role[language], facts.union[language]
    return f"{role} of {union}" if language == "en" else f"{role} ({union})"


def petition_text(facts: ArrestFacts, language: str, demands: list[str]) -> str:
    """Markdown: the story, why it concerns everybody, and the demands in their numbering."""
    story = arrest_sentence(facts, language) if facts.named else summary(facts, language)
    numbered = "\n".join(f"{number}. {demand}" for number, demand in enumerate(demands, start=1))
    if language == "en":
        return (
            f"{story}\n\n"
            f"To found a union, to join it and to act in it is a right of everybody, "
            f"also in {facts.country_name['en']}. "
            "Who is locked up for using it must be free.\n\n"
            f"We demand:\n\n{numbered}"
        )
    return (
        f"{story}\n\n"
        "Создать профсоюз, вступить в него и действовать в нём вправе каждый человек в любой стране. "
        "Кого за это лишили свободы, тому её должны вернуть.\n\n"
        f"Мы требуем:\n\n{numbered}"
    )


def standard_demand(key: str, facts: ArrestFacts, language: str) -> str:
    """One of the demands that every arrest calls for, with the name in it."""
    if not facts.named:
        return unnamed_texts.DEMANDS[language][key]
    name = facts.name[language]
    if language == "ru":
        accusative = facts.name_accusative_ru
        return {
            "release": f"Немедленно и безоговорочно освободить {accusative}."
            if accusative
            else f"Немедленное и безоговорочное освобождение: {name}.",
            "charges": "Прекратить уголовное преследование и снять все обвинения, связанные с работой в профсоюзе.",
            "lawyer": "До освобождения обеспечить встречи с адвокатом и семьёй и медицинскую помощь.",
            "inquiry": "Независимо расследовать обстоятельства ареста и наказать виновных.",
            "union": "Не препятствовать работе профсоюза и прекратить давление на его членов.",
        }[key]
    return {
        "release": f"Release {name} at once and without conditions.",
        "charges": f"Drop every charge that {name} faces because of union work.",
        "lawyer": f"Until then, let {name} see a lawyer and the family, and a doctor when needed.",
        "inquiry": "Have the arrest examined independently, and bring those who ordered it to account.",
        "union": f"Let {facts.union[language]} work freely, and stop putting pressure on its members.",
    }[key]


STANDARD_DEMANDS = ("release", "charges", "lawyer", "inquiry", "union")


def _pronoun(gender: Gender) -> str:
    return {Gender.FEMALE: "She", Gender.MALE: "He"}.get(gender, "The union leader")
