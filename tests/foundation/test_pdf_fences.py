"""Documents that try to fetch or to read: nothing is connected to or opened, and the PDF is made all the same."""

import io
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import StreamObject

from foundation.pdf import html_to_pdf
from foundation.pdf_layout import Layout

pytestmark = pytest.mark.slow

CANARY = b"CANARY-5d1f-do-not-print"
PAGE = '<!doctype html><html lang="en"><title>x</title>{}<p>The letter itself.</p></html>'

# Each construct is tried with an address of a listener and with that of a file.
FETCHING = {
    "img": '<img src="{}" alt="a picture">',
    "img srcset": '<img srcset="{} 2x" src="{}" alt="a picture">',
    "style sheet": '<link rel="stylesheet" href="{}">',
    "import": '<style>@import url("{}");</style>',
    "background": '<div style="background:url({})">a</div>',
    "border image": '<div style="border:1px solid;border-image:url({}) 1">a</div>',
    "mask": '<div style="mask-border-source:url({})">a</div>',
    "page background": '<style>@page {{ background: url("{}") }}</style>',
    "margin box": '<style>@page {{ @top-left {{ content: url("{}") }} }}</style>',
    "font": '<style>@font-face {{ font-family: F; src: url("{}") }} p {{ font-family: F }}</style>',
    "list image": '<ul style="list-style-image:url({})"><li>a</ul>',
    "content": '<style>p::before {{ content: url("{}") }}</style>',
    "base": '<base href="{}"><img src="canary" alt="a"><link rel="stylesheet" href="canary">',
    "object": '<object data="{}">instead</object>',
    "embed": '<embed src="{}">',
    "iframe": '<iframe src="{}"></iframe>',
    "svg image": '<svg width="9" height="9"><image href="{}" width="9" height="9"/></svg>',
    "svg use": '<svg width="9" height="9"><use href="{}#a"/></svg>',
    "svg style": '<svg width="9" height="9"><style>@import "{}";</style><rect width="9" height="9"/></svg>',
    "svg font": '<svg width="9" height="9"><style>@font-face{{font-family:F;src:url({})}}</style><text>a</text></svg>',
    "svg pattern": '<svg width="9" height="9"><rect width="9" height="9" fill="url({}#a)"/></svg>',
    "svg foreign object": '<svg><foreignObject><img src="{}"/></foreignObject><script href="{}">1</script></svg>',
    "attached by link": '<link rel="attachment" href="{}">',
    "attached by a": '<a rel="attachment" href="{}">file</a>',
    "meta refresh": '<meta http-equiv="refresh" content="0; url={}">',
    "script": '<script src="{}"></script>',
}
ADDRESSES = [
    "http://127.0.0.1",
    "http://[::1]",
    "http://169.254.169.254/latest",
    "http://0x7f.1",
    "http://localtest.example",
    "//127.0.0.1/x",
    "ftp://127.0.0.1/x",
    "file:///dev/urandom",
    "data:text/css,p{color:red}",
]

reached: list[str] = []
watching = threading.Event()


def note(event: str, arguments: tuple[object, ...]) -> None:
    """Hears of each file and each connection this process opens, also of those that come to nothing."""
    if not watching.is_set() or event not in ("open", "socket.connect", "socket.getaddrinfo", "urllib.Request"):
        return
    if not str(arguments[0]).endswith((".py", ".pyc", ".so")):  # a library that is imported late
        reached.append(f"{event} {arguments!r}")


sys.addaudithook(note)


@contextmanager
def watched() -> Iterator[list[str]]:
    reached.clear()
    watching.set()
    try:
        yield reached
    finally:
        watching.clear()


@pytest.fixture(scope="module")
def layout() -> Layout:
    """In this process, so that only the refusing fetcher stands between a document and the world."""
    layout = Layout()
    layout.warm_up()
    return layout


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    path = tmp_path / "canary"
    path.write_bytes(CANARY)
    return path


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """Its address, and who came."""
    came: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, address = server.accept()
                except OSError:
                    return
                came.append(str(address))
                connection.close()

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/canary", came
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_a_document_with_a_colour_profile_is_refused_as_a_whole(layout: Layout, canary: Path) -> None:
    """WeasyPrint does not expect that this address is refused."""
    rule = '<style>@color-profile device-cmyk { src: url("{}") }</style>'.replace("{}", canary.as_uri())
    with watched() as opened, pytest.raises(OSError, match="Refused"):
        layout.make(PAGE.replace("{}", rule), {})
    assert opened == []


def fill(construct: str, address: str) -> str:
    return construct.replace("{}", address).replace("{{", "{").replace("}}", "}")


def everything_in(content: bytes) -> bytes:
    reader = PdfReader(io.BytesIO(content))
    streams = [b""]
    for number in range(1, int(str(reader.trailer["/Size"]))):
        found = reader.get_object(number)
        if isinstance(found, StreamObject):
            streams.append(found.get_data())
        streams.append(repr(found).encode())
    return content + b"\n".join(streams)


@pytest.mark.parametrize("construct", FETCHING.values(), ids=FETCHING.keys())
def test_nothing_is_fetched_and_nothing_is_read(
    construct: str, layout: Layout, canary: Path, listener: tuple[str, list[str]]
) -> None:
    address, came = listener
    for wanted in (address, canary.as_uri(), str(canary)):
        with watched() as opened:
            made = layout.make(PAGE.replace("{}", fill(construct, wanted)), {})
        content = made.content
        assert opened == []
        assert made.pages == 1
        assert CANARY not in everything_in(content)
        assert b"EmbeddedFile" not in everything_in(content)
        assert "The letter itself." in PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert came == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_spelling_of_an_address_gets_through(address: str, layout: Layout) -> None:
    html = PAGE.replace("{}", "".join(fill(construct, address) for construct in FETCHING.values()))
    with watched() as opened:
        content = layout.make(html, {}).content
    assert opened == []
    assert b"EmbeddedFile" not in everything_in(content)


def test_the_child_makes_the_document_and_reaches_nobody(canary: Path, listener: tuple[str, list[str]]) -> None:
    address, came = listener
    body = "".join(fill(construct, wanted) for construct in FETCHING.values() for wanted in (address, canary.as_uri()))
    pdf = html_to_pdf(PAGE.replace("{}", body), images={"drawing": svg_that_fetches(address, canary)})
    assert came == []
    assert CANARY not in everything_in(pdf.content)


def svg_that_fetches(address: str, canary: Path) -> bytes:
    inner = "".join(
        fill(construct, wanted)
        for name, construct in FETCHING.items()
        if name in ("svg image", "svg use", "svg style", "svg pattern")
        for wanted in (address, canary.as_uri())
    )
    document_type = f'<!DOCTYPE svg [<!ENTITY canary SYSTEM "{canary.as_uri()}">]>'
    return f'{document_type}<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">{inner}</svg>'.encode()


@pytest.mark.parametrize(
    "picture",
    [
        b"not a picture",
        b"",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'><foreignObject><script>1</script></foreignObject></svg>",
        b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><svg xmlns='http://www.w3.org/2000/svg'>&b;</svg>",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><use id='a' href='#a'/></svg>",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    ],
)
def test_a_broken_picture_does_not_stop_the_letter(picture: bytes, layout: Layout) -> None:
    html = PAGE.replace("{}", '<img src="image:it" alt="a picture">')
    with watched() as opened:
        content = layout.make(html, {"it": picture}).content
    assert opened == []
    assert "The letter itself." in PdfReader(io.BytesIO(content)).pages[0].extract_text()
