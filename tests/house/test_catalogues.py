"""Everything the product can say, it can say in every language."""

import re

import pytest
from babel.messages.catalog import Message

from tests.house.catalogue_gaps import TRANSLATED, catalogues, forms, gaps, sentence_of
from tests.house.sentences import PLACE, spoken, unspeakable

A_DATE = re.compile(r"%\((day|date|last)\)s\.")


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated(language: str) -> None:
    missing = [
        f"{room}: {sentence.words} ({places[0].file}:{places[0].line})"
        for room, sentences in gaps(language).items()
        for sentence, places in sentences.items()
    ]
    assert not missing, "run python -m tests.house.catalogue_gaps\n" + "\n".join(missing)


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_the_places_for_values(language: str) -> None:
    broken = [
        f"{room}: {form}"
        for room, message in messages(language)
        for form in forms(message)
        if set(PLACE.findall(form)) != sentence_of(message).places
    ]
    assert not broken


def test_no_russian_sentence_ends_behind_a_date() -> None:
    """A date ends in «г.» and brings its full stop along: a second one would stand behind it."""
    doubled = [f"{room}: {form}" for room, message in messages("ru") for form in forms(message) if A_DATE.search(form)]
    assert not doubled


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_entry_is_fuzzy_or_outlived_its_sentence(language: str) -> None:
    alive = {found.sentence for found in spoken()}
    stale = [
        f"{room}: {message.id}"
        for room, message in messages(language)
        if message.fuzzy or sentence_of(message) not in alive
    ]
    assert not stale


@pytest.mark.parametrize("language", TRANSLATED)
def test_rooms_translate_a_sentence_alike(language: str) -> None:
    said: dict[object, tuple[str, ...]] = {}
    differing = [
        f"{room}: {message.id}"
        for room, message in messages(language)
        if said.setdefault(sentence_of(message), forms(message)) != forms(message)
    ]
    assert not differing


@pytest.mark.parametrize("language", TRANSLATED)
def test_plurals_have_all_their_forms(language: str) -> None:
    for room, catalogue in catalogues(language).items():
        short = [m.id for m in catalogue if isinstance(m.id, tuple) and len(forms(m)) != catalogue.num_plurals]
        assert not short, room
        assert {catalogue.plural_expr} == {next(iter(catalogues(language).values())).plural_expr}, room


def test_no_sentence_is_put_together_where_no_catalogue_can_know_it() -> None:
    assert not unspeakable()


def messages(language: str) -> list[tuple[str, Message]]:
    return [(room, message) for room, found in catalogues(language).items() for message in found if message.id]
