"""What templates may hold, and what style sheets may not."""

import re
from pathlib import Path

import pytest
from jinja2 import StrictUndefined

from foundation.web.static_files import STATIC, static_file
from foundation.web.templating import TEMPLATES, environment

PAGES = sorted(
    path.relative_to(TEMPLATES).as_posix()
    for folder in ("layouts", "components", "pages")
    for path in (TEMPLATES / folder).rglob("*.html")
)
SHEETS = sorted(path.relative_to(STATIC).as_posix() for path in (*STATIC.glob("*.css"), *STATIC.glob("site/*.css")))
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PHYSICAL = re.compile(
    r"\b(?:margin|padding|border|inset|scroll-(?:margin|padding))-(?:left|right|top|bottom)\b"
    r"|(?<![\w-])(?:left|right|top|bottom|(?:min-|max-)?(?:width|height))\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)
_MEDIA_WIDTHS = re.compile(r"@media[^{]*\{")
COLOURS = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")


@pytest.mark.parametrize("name", environment().list_templates())
def test_each_template_compiles_and_forgives_no_missing_name(name: str) -> None:
    if Path(name).suffix in (".html", ".txt", ".svg"):
        environment().get_template(name)
    assert environment().undefined is StrictUndefined


@pytest.mark.parametrize("name", PAGES)
def test_pages_hold_no_inline_style_nor_script(name: str) -> None:
    source = (TEMPLATES / name).read_text()
    assert not re.search(r"\sstyle\s*=|<style\b|\son\w+\s*=\s*[\"']|javascript:", source, re.IGNORECASE)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source, re.IGNORECASE)


@pytest.mark.parametrize("name", PAGES)
def test_pages_do_not_reload_where_nobody_can_stop_them(name: str) -> None:
    """foundation/web/looking_again.py is the way to do it (WCAG 2.2.1)."""
    assert "http-equiv" not in (TEMPLATES / name).read_text().lower()


@pytest.mark.parametrize("name", PAGES)
def test_pages_load_nothing_from_elsewhere(name: str) -> None:
    source = (TEMPLATES / name).read_text()
    assert not re.search(r"(?:src|srcset|action)\s*=\s*[\"'](?:https?:)?//", source)
    assert not re.search(r"<link[^>]*href\s*=\s*[\"'](?:https?:)?//", source)


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_know_start_and_end_but_not_left_and_right(name: str) -> None:
    rules = _MEDIA_WIDTHS.sub("@media {", _COMMENT.sub("", (STATIC / name).read_text()))
    assert not _PHYSICAL.findall(rules)


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_load_nothing_and_cast_no_shadow(name: str) -> None:
    assert not re.search(r"@import|url\(|(?:box|text)-shadow|!important", _COMMENT.sub("", (STATIC / name).read_text()))


def test_the_joined_sheet_holds_all_its_parts_and_stays_small() -> None:
    joined = static_file("site.css")
    for name in SHEETS:
        if name.startswith("site/"):
            assert (STATIC / name).read_bytes() in joined.content
    assert len(joined.content) < 32_000
    assert len(joined.compressed) < 8_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_controls_stand_out_from_their_ground(scheme: str) -> None:
    colours = _colours(scheme)
    for ground in ("paper", "field"):
        for text in ("ink", "soft", "good", "warn"):
            assert _contrast(colours[text], colours[ground]) >= 7, (text, ground)
        assert _contrast(colours["control"], colours[ground]) >= 4.5, ground
    assert _contrast(colours["accent"], colours["paper"]) >= 7
    for pressed in ("accent", "accent-pressed"):
        assert _contrast(colours["on-accent"], colours[pressed]) >= 7


def _colours(scheme: str) -> dict[str, str]:
    light, dark = (STATIC / "site" / "tokens.css").read_text().split("@media (prefers-color-scheme: dark)", 1)
    return dict(COLOURS.findall(light)) | (dict(COLOURS.findall(dark)) if scheme == "dark" else {})


def _contrast(one: str, other: str) -> float:
    """By WCAG 2.2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
