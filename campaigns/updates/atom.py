"""News of a campaign as an Atom feed (RFC 4287), in one language.

The ids are tag URIs (RFC 4151) of the row, so that an entry stays the same one when its address, its title or its text
becomes another. No organiser is named in it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from markupsafe import Markup

from campaigns.updates.queries import Shown
from foundation.web.markdown import markdown

ATOM = "http://www.w3.org/2005/Atom"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MEDIA_TYPE = "application/atom+xml"
# What XML 1.0 cannot hold, however it is written.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

ET.register_namespace("", ATOM)


@dataclass(frozen=True)
class Feed:
    """`base_url` is the address of the site, `prefix` the language in paths, such as `/ru`, or empty."""

    campaign_id: int
    created_on: datetime
    slug: str
    title: str
    subtitle: str
    language: str
    author: str
    moved_at: datetime
    base_url: str
    prefix: str
    entries: Sequence[Shown]

    @property
    def page(self) -> str:
        return f"{self.base_url}{self.prefix}/campaigns/{self.slug}"

    def tag(self, what: str) -> str:
        """`tag:example.org,2026-11-01:campaign/…`: a name that was ours on the day the campaign began."""
        host = urlsplit(self.base_url).hostname or "localhost"
        return f"tag:{host},{self.created_on.astimezone(UTC):%Y-%m-%d}:{what}/{self.language}"


def atom(feed: Feed) -> bytes:
    root = ET.Element(f"{{{ATOM}}}feed", {XML_LANGUAGE: feed.language})
    _text(root, "id", feed.tag(f"campaign/{feed.campaign_id}"))
    _text(root, "title", feed.title)
    if feed.subtitle:
        _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _moment(feed.moved_at))
    _link(root, "self", f"{feed.page}/updates.atom", MEDIA_TYPE)
    _link(root, "alternate", f"{feed.page}/updates", "text/html")
    _text(ET.SubElement(root, f"{{{ATOM}}}author"), "name", feed.author)
    for shown in feed.entries:
        _entry(root, feed, shown)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: ET.Element, feed: Feed, shown: Shown) -> None:
    entry = ET.SubElement(root, f"{{{ATOM}}}entry", {XML_LANGUAGE: shown.title.language})
    _text(entry, "id", feed.tag(f"update/{shown.id}"))
    _text(entry, "title", str(shown.title))
    _text(entry, "published", _moment(shown.published_at))
    _text(entry, "updated", _moment(shown.moved_at))
    _link(entry, "alternate", f"{feed.page}/{shown.path}", "text/html")
    content = _text(entry, "content", _html(feed, shown))
    content.set("type", "html")


def _html(feed: Feed, shown: Shown) -> str:
    """With whole addresses: it is read elsewhere. Pictures stay on our page, so that no reader loads them unasked."""
    address = f"{feed.page}/{shown.path}"
    pictures = [Markup('<p><a href="{}">{}</a></p>').format(address, str(picture.alt)) for picture in shown.pictures]
    return str(markdown(shown.text, base_url=feed.base_url) + Markup("").join(pictures))


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = _NO_XML.sub("", text)
    return element


def _link(parent: ET.Element, rel: str, address: str, media_type: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": address, "type": media_type})


def _moment(moment: datetime) -> str:
    """RFC 3339, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
