"""Every sentence of the stock, filled with many combinations of facts, in every language."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.models.campaign import CampaignKind
from campaigns.models.case import Gender
from campaigns.models.partial_date import PartialDate
from campaigns.models.texts import foreign_in, gaps_in
from campaigns.stock.asked import Asked, Need, People, Shape
from campaigns.stock.compose import CampaignTexts
from campaigns.stock.facts import LaunchFacts, Person, Value
from campaigns.stock.forms import terms_of
from campaigns.stock.kinds import KINDS
from campaigns.stock.places import country, in_country
from campaigns.stock.sample import sample_facts
from campaigns.stock.sentences import DECLINED, LANGUAGES, PERSONS, WORDS, shipped
from campaigns.stock.slots import OF_MAILINGS, slot_names
from campaigns.stock.stock import Stock
from foundation import merge_fields
from foundation.web.formats import countries

STOCK = Stock()
ENDS = (".", "!", "?", ":", ".”", ".»", ". »")
NAMES = ("Ada Example", "Jean Modèle", "Omar Ejemplo", "Эмиль Примеров")
DATES = ("unknown", "2026-05-01", "2026-05", "2026", "2026-05-01/2026-05-03", "2026-04/2026-08", "2025/2026")


@st.composite
def launches(draw: st.DrawFn, kind: CampaignKind | None = None) -> LaunchFacts:
    """Whatever the form lets through: gender unknown, no date, several persons, gaps, facts that are not known."""
    chosen = kind or draw(st.sampled_from(list(KINDS)))
    asked = KINDS[chosen]
    persons = draw(st.lists(_persons(), min_size=asked.people is People.SUBJECT, max_size=3))
    return LaunchFacts(
        kind=chosen,
        language=draw(st.sampled_from(LANGUAGES)),
        country=draw(st.sampled_from(list(countries("en")))),
        more_countries=tuple(draw(st.lists(st.sampled_from(["KZ", "FR", "US"]), max_size=2))),
        date=PartialDate.parse(draw(st.sampled_from(DATES))),
        persons=tuple(persons) if asked.people is not People.NONE else (),
        values={one.key: draw(_values(one)) for one in asked.asked},
        named=draw(st.booleans()),
    )


def _persons() -> st.SearchStrategy[Person]:
    names = st.dictionaries(st.sampled_from(LANGUAGES), st.sampled_from(NAMES), min_size=1)
    return st.builds(Person, names, st.sampled_from(["", "Аду Примерову"]), st.sampled_from(list(Gender)))


def _values(asked: Asked) -> st.SearchStrategy[Value]:
    own = st.dictionaries(st.sampled_from(LANGUAGES), st.sampled_from(["Example Ltd.", "«Пример»", "some words"]))
    if asked.shape is Shape.CHOICE:
        return st.sampled_from([Value(choice=key) for key, _label, _status in asked.choices])
    if asked.shape is Shape.NUMBER:
        return st.sampled_from([Value(), Value(number=1), Value(number=47), Value(number=12_000)])
    given = st.builds(lambda words: Value(words=words), own.filter(bool))
    if terms := terms_of(asked.key):
        several = st.lists(st.sampled_from(terms), min_size=1, max_size=3 if asked.shape is Shape.SEVERAL else 1)
        given |= st.builds(lambda found: Value(terms=tuple(found)), several)
    if asked.need is Need.REQUIRED:
        return given
    return given | st.just(Value()) | st.just(Value(not_known=True))


def every_text(texts: CampaignTexts) -> Iterator[str]:
    demands = demands_of(texts)
    yield from (texts.summary(), texts.background(), texts.story(), *demands)
    yield from texts.petition_text(demands).split("\n")
    subject, body = texts.mail(demands)
    yield from body.split("\n")
    yield subject
    yield from texts.appeal(demands=demands, addressee="Office", link="https://example.org", source="Paper").texts


@settings(max_examples=60, deadline=None)
@given(facts=launches())
def test_whatever_is_known_every_text_is_whole(facts: LaunchFacts) -> None:
    for language in LANGUAGES:
        texts = CampaignTexts(facts, STOCK, language)
        assert texts.title()
        assert texts.happened().endswith(ENDS)
        for text in every_text(texts):
            assert set(merge_fields.find_fields(text)) <= set(OF_MAILINGS), text
            assert "[[" not in text
            assert "]]" not in text
            assert "None" not in text
            assert not re.search(r" {2}|\.\.|[ ]\.|\( |\(\)|«»| ,|,,", text), text
            assert text == text.strip()


@settings(max_examples=40, deadline=None)
@given(facts=launches(CampaignKind.ARREST))
def test_without_names_nothing_betrays_anybody(facts: LaunchFacts) -> None:
    unnamed = LaunchFacts(**{**facts.__dict__, "named": False})
    for language in LANGUAGES:
        for text in (
            CampaignTexts(unnamed, STOCK, language).title(),
            *every_text(CampaignTexts(unnamed, STOCK, language)),
        ):
            assert not any(name in text for name in NAMES)
            assert not gaps_in(text)


@pytest.mark.parametrize("kind", list(CampaignKind))
@pytest.mark.parametrize("language", LANGUAGES)
def test_full_facts_leave_no_gap_and_no_wish(kind: CampaignKind, language: str) -> None:
    texts = CampaignTexts(sample_facts(kind), STOCK, language)
    every = [texts.title(), *every_text(texts)]
    assert not [text for text in every if gaps_in(text)]
    assert all(texts.demand(key) for key, _label in texts.kind.demands)
    assert texts.background()
    for sentence in every:
        words = sentence.strip()
        if len(words) > 120:
            assert words.endswith(ENDS) or words.startswith(("1", "2", "3")), words


@pytest.mark.parametrize("kind", list(CampaignKind))
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_paragraph_serves_two_cases_unchanged(kind: CampaignKind, language: str) -> None:
    ours = CampaignTexts(sample_facts(kind), STOCK, language)
    theirs = CampaignTexts(another(kind), STOCK, language)
    for one, other in ((paragraphs(ours), paragraphs(theirs)), (set(demands_of(ours)), set(demands_of(theirs)))):
        assert one
        assert not one & other


def another(kind: CampaignKind) -> LaunchFacts:
    """Of the same kind, with other names, words and another country."""
    values = {}
    for asked in KINDS[kind].asked:
        terms = terms_of(asked.key)
        values[asked.key] = (
            Value(choice=asked.choices[0][0])
            if asked.shape is Shape.CHOICE
            else Value(number=12)
            if asked.shape is Shape.NUMBER
            else Value(terms=(terms[-1],))
            if terms
            else Value(words=dict.fromkeys(LANGUAGES, f"Sample {asked.key}"))
        )
    person = Person(dict.fromkeys(LANGUAGES, "Jean Modèle"), "Жана Моделова", Gender.MALE)
    date = PartialDate.parse("2025-11")
    return LaunchFacts(kind=kind, language="en", country="FR", date=date, persons=(person,), values=values)


def paragraphs(texts: CampaignTexts) -> set[str]:
    """Of petition, background and mail; what a mailing fills in is the campaign's own."""
    body = texts.mail(demands_of(texts))[1]
    for field in ("{{campaign.title}}", "{{campaign.link}}"):
        body = body.replace(field, texts.title())
    every = "\n\n".join((texts.petition_text(demands_of(texts)), texts.background(), texts.summary(), body)).split(
        "\n\n"
    )
    polite = {texts.say("mail_greeting"), texts.say("mail_closing")}
    return {paragraph.strip() for paragraph in every} - polite


def demands_of(texts: CampaignTexts) -> list[str]:
    """Without those that need a fact which cannot be known: the launch leaves them out."""
    return [demand for key, _label in texts.kind.demands if (demand := texts.demand(key))]


def test_every_sentence_is_there_in_all_four_languages() -> None:
    ids = {language: list(shipped(language)) for language in LANGUAGES}
    assert ids["en"] == ids["fr"] == ids["es"] == ids["ru"]
    assert len(ids["en"]) > 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slot_of_a_sentence_is_one_that_facts_fill(language: str) -> None:
    known = {*slot_names(), "number"}
    assert not {(one.id, slot) for one in shipped(language).values() for slot in one.slots if slot not in known}


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_of_a_sentence_leave_nobody_out(language: str) -> None:
    for sentence in shipped(language).values():
        forms = set(sentence.forms)
        assert "any" in forms or {"woman", "man", "unknown"} <= forms, sentence.id
        if forms & set(DECLINED):
            assert sentence.file == WORDS
            group = sentence.id.rpartition(".")[0]
            alike = [one for one in shipped(language).values() if one.id.startswith(f"{group}.")]
            assert all(set(one.forms) == forms for one in alike), group
        assert not forms - {"any", *PERSONS, *DECLINED}


def test_shipped_sentences_say_that_nobody_has_checked_them_yet() -> None:
    assert not [one.id for language in LANGUAGES for one in shipped(language).values() if one.checked_by]


@pytest.mark.parametrize("kind", list(CampaignKind))
def test_a_name_in_one_alphabet_is_never_made_of_the_other(kind: CampaignKind) -> None:
    facts = sample_facts(kind)
    only_latin = LaunchFacts(
        **{
            **facts.__dict__,
            "persons": tuple(Person({"en": person.name["en"]}, "", person.gender) for person in facts.persons),
            "values": {
                key: Value(words={"en": value.words["en"]}) if value.words else value
                for key, value in facts.values.items()
            },
        }
    )
    names = [asked for asked in KINDS[kind].asked if asked.shape is Shape.NAME]
    if names or KINDS[kind].people is People.SUBJECT:
        story = CampaignTexts(only_latin, STOCK, "ru").story()
        assert foreign_in(story), "the name stands there in its own alphabet, marked"
        assert not gaps_in(story)
    if all(asked.shape is not Shape.WORDS or terms_of(asked.key) for asked in KINDS[kind].asked):
        assert not gaps_in(CampaignTexts(only_latin, STOCK, "fr").story())


def test_countries_stand_in_a_sentence_as_their_language_wants() -> None:
    french = {code: in_country(code, "fr") for code in countries("fr")}
    assert french["KZ"] == "au Kazakhstan"
    assert (french["US"], french["IR"], french["CU"]) == ("aux États-Unis", "en Iran", "à Cuba")
    assert (french["KR"], french["GB"], french["MX"]) == ("en Corée du Sud", "au Royaume-Uni", "au Mexique")
    assert in_country("PH", "en") == "in the Philippines"
    assert in_country("KZ", "es") == "en Kazajstán"
    assert in_country("KZ", "ru") == ""
    assert country("KZ", "ru") == "Казахстан"
