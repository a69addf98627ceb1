"""Everything the product can say, it can say in every language."""

import re

import pytest
from babel.messages.catalog import Message

from campaigns.authorisation import RULES
from foundation.web.language import FURTHER_LANGUAGES, LANGUAGES, PAPER_LANGUAGES
from foundation.web.templating import TEMPLATES
from tests.house.catalogue_gaps import EVERY, catalogues, forms, gaps, sentence_of
from tests.house.papers import COMPLETE, not_found, of_papers
from tests.house.sentences import PLACE, Sentence, spoken, unspeakable

# A line may not break before these signs or behind the opening quotation mark, and no English quotes stand in either.
A_FRENCH_BREAK = re.compile(r"\w[;!?»]| [:;!?»]|« |\w:(?!//)|[“”\"']|n° ")
AN_ENGLISH_QUOTE = re.compile(r"[“”\"']|núm\. ")
PAGES_OF_PAPERS = (
    "pages/campaigns/campaign.html",
    "pages/campaigns/front.html",
    "pages/campaigns/verify.html",
    "pages/outcomes/public.html",
    "pages/procedures/public.html",
    "pages/updates/public_list.html",
    "pages/updates/public_update.html",
    "print/dossiers/annex.html",
    "print/dossiers/dossier.html",
    "print/letters/letter.html",
)
PART = re.compile(r"""{%\s*(?:extends|include|from)\s+["']([^"']+)["']""")
A_DATE = re.compile(r"%\((day|date|last)\)s\.")


@pytest.mark.parametrize("language", EVERY)
def test_every_sentence_is_translated(language: str) -> None:
    missing = [
        f"{room}: {sentence.words} ({places[0].file}:{places[0].line})"
        for room, sentences in gaps(language).items()
        for sentence, places in sentences.items()
    ]
    assert not missing, "run python -m tests.house.catalogue_gaps\n" + "\n".join(missing)


@pytest.mark.parametrize("language", EVERY)
def test_translations_keep_the_places_for_values(language: str) -> None:
    broken = [
        f"{room}: {form}"
        for room, message in messages(language)
        for number, form in enumerate(forms(message))
        if set(PLACE.findall(form)) not in places(sentence_of(message), is_one=len(forms(message)) == 2 and not number)
    ]
    assert not broken


def test_papers_and_their_pages_are_complete_in_french_and_spanish() -> None:
    assert set(FURTHER_LANGUAGES) == {"fr", "es"}
    assert not_found() == [], "a file of tests/house/papers.py is gone or says nothing any more"
    assert {found.sentence.words for found in of_papers()} >= {"Dossier for the public", "Serious and urgent", "Won"}


def test_every_page_that_speaks_french_is_on_the_list() -> None:
    """Its template, what that extends, and the components it takes: else a page would be half in English."""
    told = {found.file for found in spoken() if found.file.startswith("templates/")}
    wanted = {f"templates/{name}" for page in PAGES_OF_PAPERS for name in with_parts(page)} & told
    assert not [name for name in sorted(wanted) if not name.startswith(COMPLETE)]
    assert {rule.speaks for rule in RULES} == {tuple(LANGUAGES), PAPER_LANGUAGES}


@pytest.mark.parametrize(("language", "wrong"), [("fr", A_FRENCH_BREAK), ("es", AN_ENGLISH_QUOTE)])
def test_quotes_and_spaces_are_those_of_the_language(language: str, wrong: re.Pattern[str]) -> None:
    assert not [
        f"{room}: {form}" for room, message in messages(language) for form in forms(message) if wrong.search(form)
    ]


def test_no_russian_sentence_ends_behind_a_date() -> None:
    """A date ends in «г.» and brings its full stop along: a second one would stand behind it."""
    doubled = [f"{room}: {form}" for room, message in messages("ru") for form in forms(message) if A_DATE.search(form)]
    assert not doubled


@pytest.mark.parametrize("language", EVERY)
def test_no_entry_is_fuzzy_or_outlived_its_sentence(language: str) -> None:
    alive = {found.sentence for found in spoken()}
    stale = [
        f"{room}: {message.id}"
        for room, message in messages(language)
        if message.fuzzy or sentence_of(message) not in alive
    ]
    assert not stale


@pytest.mark.parametrize("language", EVERY)
def test_rooms_translate_a_sentence_alike(language: str) -> None:
    said: dict[object, tuple[str, ...]] = {}
    differing = [
        f"{room}: {message.id}"
        for room, message in messages(language)
        if said.setdefault(sentence_of(message), forms(message)) != forms(message)
    ]
    assert not differing


@pytest.mark.parametrize("language", EVERY)
def test_plurals_have_all_their_forms(language: str) -> None:
    for room, catalogue in catalogues(language).items():
        short = [m.id for m in catalogue if isinstance(m.id, tuple) and len(forms(m)) != catalogue.num_plurals]
        assert not short, room
        assert {catalogue.plural_expr} == {next(iter(catalogues(language).values())).plural_expr}, room


def test_no_sentence_is_put_together_where_no_catalogue_can_know_it() -> None:
    assert not unspeakable()


def messages(language: str) -> list[tuple[str, Message]]:
    return [(room, message) for room, found in catalogues(language).items() for message in found if message.id]


def places(sentence: Sentence, *, is_one: bool) -> list[set[str]]:
    """What a form may hold: where one is one, as in French, its form may leave the number out as the English one."""
    return [sentence.places, set(PLACE.findall(sentence.words))] if is_one else [sentence.places]


def with_parts(template: str) -> set[str]:
    """A template with all that it takes from others."""
    parts = PART.findall((TEMPLATES / template).read_text())
    return {template}.union(*(with_parts(part) for part in parts))
