"""The feed holds what the updates hold, whatever they hold (RFC 4287)."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from campaigns.facts.words import Words
from campaigns.updates.atom import ATOM, XML_LANGUAGE, Feed, atom
from campaigns.updates.models import TranslationState, UpdateKind
from campaigns.updates.queries import Shown, ShownPicture
from foundation.errors import BadInput
from foundation.text import clean_line, clean_prose

NAMES = {"a": ATOM}
MOMENTS = st.integers(1_577_836_800, 7_226_582_400).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


TYPED = st.text(st.characters(exclude_categories=["C", "M", "Z"]) | st.sampled_from(" <>&\"'[]()*#/"), min_size=1)


def as_a_form_takes_it(clean: Callable[[str, int], str], typed: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Almost everything that is typed; a few letters show nothing and are refused."""

    def taken(text: str) -> str:
        try:
            return clean(text, 200)
        except BadInput:
            return "x"

    return typed.map(taken)


LINES = as_a_form_takes_it(clean_line, TYPED)
PROSE = as_a_form_takes_it(clean_prose, st.lists(TYPED, min_size=1, max_size=3).map("\n\n".join))


@st.composite
def updates(draw: st.DrawFn) -> Shown:
    published = draw(MOMENTS)
    language = draw(st.sampled_from(["en", "ru", "fr"]))
    picture = ShownPicture(1, "image/png", "0" * 64, 60, 40, Words(draw(LINES), language), "")
    return Shown(
        id=draw(st.integers(1, 2**53)),
        number=draw(st.integers(1, 1000)),
        kind=UpdateKind.NEWS,
        title=Words(draw(LINES), language),
        text=Words(draw(PROSE), language),
        translation=TranslationState.CHECKED,
        published_at=published,
        changed_at=draw(st.none() | MOMENTS),
        pictures=(picture,) if draw(st.booleans()) else (),
    )


def a_feed(entries: list[Shown], title: str = "News", base_url: str = "https://solidarity.example.org") -> Feed:
    moment = datetime(2026, 5, 1, 12, tzinfo=UTC)
    return Feed(7, moment, "free-ada", title, "Two sentences.", "ru", "Example Union", moment, base_url, "/ru", entries)


def parsed(feed: bytes) -> ET.Element:
    return ET.fromstring(feed)  # noqa: S314  # we have just written it


def text_of(parent: ET.Element, name: str) -> str:
    found = parent.find(f"a:{name}", NAMES)
    assert found is not None, name
    return found.text or ""


@given(st.lists(updates(), max_size=4), LINES)
def test_what_is_written_is_read_back(entries: list[Shown], title: str) -> None:
    root = parsed(atom(a_feed(entries, title)))
    assert (root.tag, root.get(XML_LANGUAGE), text_of(root, "title")) == (f"{{{ATOM}}}feed", "ru", title)
    read = root.findall("a:entry", NAMES)
    assert len(read) == len(entries)
    for entry, shown in zip(read, entries, strict=True):
        assert text_of(entry, "title") == shown.title
        assert entry.get(XML_LANGUAGE) == shown.title.language
        assert datetime.fromisoformat(text_of(entry, "published")) == shown.published_at
        assert datetime.fromisoformat(text_of(entry, "updated")) == (shown.changed_at or shown.published_at)
        content = entry.find("a:content", NAMES)
        assert content is not None
        assert content.get("type") == "html"
        assert "<script" not in (content.text or "").lower()


@given(st.lists(updates(), min_size=1, max_size=3))
def test_every_feed_and_entry_has_what_the_standard_asks_for(entries: list[Shown]) -> None:
    root = parsed(atom(a_feed(entries)))
    ids = [text_of(root, "id")]
    for parent in (root, *root.findall("a:entry", NAMES)):
        assert text_of(parent, "title")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text_of(parent, "updated"))
        for link in parent.findall("a:link", NAMES):
            assert (link.get("href") or "").startswith("https://solidarity.example.org/ru/campaigns/free-ada")
    assert root.find("a:author/a:name", NAMES) is not None
    ids += [text_of(entry, "id") for entry in root.findall("a:entry", NAMES)]
    assert all(re.fullmatch(r"tag:solidarity\.example\.org,2026-05-01:[a-z]+/\d+/ru", one) for one in ids)


def test_an_entry_stays_the_same_one_when_address_title_and_text_become_others() -> None:
    moment = datetime(2026, 5, 2, tzinfo=UTC)
    before = Shown(
        id=5,
        number=1,
        kind=UpdateKind.NEWS,
        title=Words("Before", "en"),
        text=Words("[a](/x)", "en"),
        translation=TranslationState.CHECKED,
        published_at=moment,
        changed_at=None,
        pictures=(),
    )
    first = parsed(atom(a_feed([before])))
    moved = a_feed([before]).__class__(**{**a_feed([before]).__dict__, "slug": "another-slug", "title": "Another"})
    second = parsed(atom(moved))
    for path in ("a:id", "a:entry/a:id"):
        one, other = first.find(path, NAMES), second.find(path, NAMES)
        assert one is not None
        assert other is not None
        assert one.text == other.text
    content = first.find("a:entry/a:content", NAMES)
    assert content is not None
    assert 'href="https://solidarity.example.org/x"' in (content.text or ""), "it is read elsewhere"


def test_what_xml_cannot_hold_is_left_out() -> None:
    root = parsed(atom(a_feed([], "bad\x00\x0b￾title")))
    assert text_of(root, "title") == "badtitle"
