"""Drawings and pictures from outside as logo or signature: what is kept of them, and what is refused in words."""

import io
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from foundation.errors import BadInput
from foundation.letterhead.pictures import drawn_logo, drawn_signature
from foundation.letterhead.svg import NAMESPACE, cleaned
from foundation.picture_uploads import drawn_as_logo

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 8">{}</svg>'
CIRCLE = '<circle cx="4" cy="4" r="3" fill="#a4161a"/>'


def svg(inner: str) -> bytes:
    return SVG.replace("{}", inner).encode()


def picture(kind: str, colour: str = "#a4161a", mode: str = "RGB", **more: object) -> bytes:
    drawn = Image.new(mode, (120, 60), "white" if mode == "RGB" else (0, 0, 0, 0))
    ImageDraw.Draw(drawn).ellipse((10, 10, 50, 50), fill=colour)
    content = io.BytesIO()
    drawn.save(content, kind, **more)
    return content.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("logo.svg", svg(CIRCLE), "image/svg+xml"),
        ("LOGO.SVG", b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn -->' + svg(CIRCLE), "image/svg+xml"),
        ("logo.png", picture("PNG"), "image/png"),
        ("logo.jpeg", picture("JPEG"), "image/jpeg"),
    ],
)
def test_a_logo_is_kept_as_what_it_is(name: str, content: bytes, kept: str) -> None:
    copy, media_type = drawn_logo(name, content)
    assert media_type == kept
    assert copy


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("logo.svg", picture("PNG"), "says SVG"),
        ("logo.png", svg(CIRCLE), "says PNG"),
        ("logo.png", picture("JPEG"), "says PNG"),
        ("logo.jpg", picture("PNG"), "says JPEG"),
        ("logo.png", b"GIF89a" + b"\0" * 50, "says PNG"),
        ("logo.svg", b"<html><script>1</script><body>hello", "says SVG"),
        ("logo.svg", b"%PDF-1.7 <svg", "says SVG"),
        ("logo.gif", b"GIF89a", "ends in .svg"),
        ("logo", svg(CIRCLE), "ends in .svg"),
        ("", b"", "ends in .svg"),
        ("logo.svg", b"", "says SVG"),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "neither a JPEG nor a PNG"),
        ("logo.svg", b"<svg " + b"x" * 600_000, "larger than 512 KB"),
        ("logo.svg", b"<?xml version='1.0'?><svg", "no SVG drawing"),
        ("logo.svg", svg(""), "no SVG drawing"),
        ("logo.svg", svg("<metadata>words</metadata><script>1</script>"), "no SVG drawing"),
    ],
)
def test_what_is_not_what_it_says_is_refused_in_words(name: str, content: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        drawn_logo(name, content)


@pytest.mark.slow
@pytest.mark.parametrize("content", [svg('<circle r="3" fill="#fff"/>'), svg('<circle r="3" fill="none"/>')])
def test_a_logo_that_nobody_would_see_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput, match="Nothing of this picture"):
        drawn_logo("logo.svg", content)


@pytest.mark.parametrize(
    "inner",
    [
        '<image href="http://example.org/x.png"/>',
        '<image href="file:///etc/passwd"/>',
        '<use href="http://example.org/x.svg#a"/>',
        '<use xlink:href="file:///etc/passwd#a"/>',
        '<style>@import url("http://example.org/x.css");</style>',
        "<style>circle { fill: url(http://example.org/x.svg#a) }</style>",
        "<style>circle { fill: u\\72l(http://example.org/x.svg#a) }</style>",
        "<style>@font-face { font-family: a; src: url(http://example.org/a.woff) }</style>",
        '<rect style="fill: url( \'//example.org/a\' )" width="9" height="9"/>',
        '<rect fill="url(http://example.org/a#b)" width="9" height="9"/>',
        '<rect clip-path="url(file:///etc/passwd)" width="9" height="9"/>',
        '<g><use href="javascript:alert(1)"/></g>',
    ],
)
def test_a_drawing_that_loads_something_is_refused(inner: str) -> None:
    with pytest.raises(BadInput, match=r"loads something|photograph"):
        cleaned(svg(CIRCLE + inner))


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">',
        '<!ENTITY % a SYSTEM "http://example.org/a.dtd"> %a;',
    ],
)
def test_a_drawing_that_declares_entities_is_refused(declared: str) -> None:
    with pytest.raises(BadInput):
        cleaned(f"<!DOCTYPE svg [{declared}]>".encode() + svg(CIRCLE))


def test_a_drawing_of_an_ordinary_program_is_kept() -> None:
    head = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    inner = (
        "<title>Ours</title><style>.st0{fill:#A4161A;}</style>"
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#000"/></linearGradient></defs>'
        '<a xlink:href="https://example.org"><path class="st0" d="M0 0h9v9z" fill="url(#g)"/></a>'
        '<use xlink:href="#mark"/><symbol id="mark"><path d="M0 0h1"/></symbol>'
    )
    drawing = cleaned(head + svg(inner)).decode()
    for part in (".st0{fill:#A4161A;}", 'fill="url(#g)"', 'd="M0 0h9v9z"', 'href="#mark"', "<title>Ours</title>"):
        assert part in drawing
    assert "example.org" not in drawing


def test_what_runs_or_is_foreign_is_left_out() -> None:
    inner = (
        CIRCLE + '<script>1</script><foreignObject><p>x</p></foreignObject><set attributeName="fill" to="red"/>'
        '<circle r="2" onload="alert(1)" fill="red" data-x="1"/><x:y xmlns:x="urn:x"><circle/></x:y>'
    )
    drawing = cleaned(svg(inner)).decode()
    for part in ("script", "foreign", "<set", "onload", "data-x", "urn:x"):
        assert part not in drawing


def test_drawings_that_grow_when_they_are_drawn_are_refused() -> None:
    levels = ['<g id="a0"><path d="M0 0h1"/></g>']
    levels += [f'<g id="a{n}">{f"<use href=#a{n - 1}/>".replace("#", chr(34) + "#") * 10}</g>' for n in range(1, 9)]
    with pytest.raises(BadInput):
        cleaned(svg("".join(levels)))
    nested = '<g id="b"><path d="M0 0h1"/></g><g id="c"><use href="#b"/></g><use href="#c"/>'
    with pytest.raises(BadInput, match="too many parts"):
        cleaned(svg(nested))
    with pytest.raises(BadInput, match="too many parts"):
        cleaned(svg('<path d="M0 0h1"/>' * 4000))
    with pytest.raises(BadInput, match="too many parts"):
        cleaned(svg("<g>" * 5000 + CIRCLE + "</g>" * 5000))


@given(st.text(alphabet="<>/ae\"'=&;:#()[]!-svgcircle \n", max_size=200))
def test_any_text_is_cleaned_or_refused(inner: str) -> None:
    try:
        drawing = cleaned(svg(CIRCLE + inner))
    except BadInput:
        return
    assert ET.fromstring(drawing).tag == f"{{{NAMESPACE}}}svg"  # noqa: S314  # it was written by us


def test_a_picture_one_can_look_through_stands_on_white() -> None:
    copy, _ = drawn_as_logo(picture("PNG", mode="RGBA"))
    with Image.open(io.BytesIO(copy)) as kept:
        assert kept.getpixel((0, 0)) == (255, 255, 255)


def test_of_a_signature_only_what_is_written_remains() -> None:
    paper = Image.new("RGB", (800, 400), (228, 226, 220))
    ImageDraw.Draw(paper).line((300, 150, 500, 250), fill=(20, 30, 90), width=6)
    taken = Image.Exif()
    taken[0x010F] = "Example Camera"
    content = io.BytesIO()
    paper.save(content, "JPEG", exif=taken)
    copy = drawn_signature("ada.jpg", content.getvalue())
    assert b"Example Camera" not in copy
    with Image.open(io.BytesIO(copy)) as kept:
        assert kept.format == "PNG"
        assert kept.width < 230
        assert kept.height < 130
        assert kept.getpixel((kept.width - 1, 0)) == 255, "grey paper has become white"


@pytest.mark.parametrize(("name", "content"), [("a.svg", svg(CIRCLE)), ("a.png", b"x"), ("a.pdf", b"%PDF")])
def test_a_signature_is_a_picture(name: str, content: bytes) -> None:
    with pytest.raises(BadInput):
        drawn_signature(name, content)


def test_an_empty_sheet_is_no_signature() -> None:
    with pytest.raises(BadInput, match="Nothing is written"):
        drawn_signature("a.png", picture("PNG", colour="white"))
