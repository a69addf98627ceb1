"""What a browser fetches to show a page for the first time: its bytes over the wire, and which other hosts it asks."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

from foundation.measuring.load import ask, get

# Elements whose address is fetched to show the page; links are followed by people.
_FETCHED = {"script": "src", "img": "src", "source": "src", "iframe": "src", "object": "data", "embed": "src"}
_LINKS_FETCHED = frozenset({"stylesheet", "icon", "preload", "modulepreload", "manifest"})
_IN_SHEETS = re.compile(rb"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")


class _Fetched(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and _LINKS_FETCHED.intersection((given.get("rel") or "").split()):
            self.addresses.append(given.get("href") or "")
        elif tag in _FETCHED:
            self.addresses.append(given.get(_FETCHED[tag]) or "")


def first_load(port: int, path: str) -> tuple[int, int, list[str]]:
    """Bytes with their headers, requests, and the hosts of others."""
    addresses = [path]
    others: list[str] = []
    total = 0
    for address in addresses:  # it grows meanwhile
        compressed, plain = _answer(port, address, "gzip"), _answer(port, address, "identity")
        total += len(compressed)
        found = _Fetched()
        content = plain.partition(b"\r\n\r\n")[2]
        if b"content-type: text/html" in plain.lower():
            found.feed(content.decode())
        elif b"content-type: text/css" in plain.lower():
            found.addresses = [(one or two).decode() for one, two in _IN_SHEETS.findall(content)]
        for each in found.addresses:
            host = urlsplit(each).netloc
            if host and host != f"127.0.0.1:{port}":
                others.append(host)
            elif not each.startswith(("data:", "#")) and each not in addresses:
                addresses.append(each)
    return total, len(addresses), others


def _answer(port: int, address: str, coding: str) -> bytes:
    parts = urlsplit(address)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    sent = ask([port], [get(path, accept_encoding=coding)], connections=1, seconds=10, keep_answers=True).require(200)
    return sent.answers[0][1]
