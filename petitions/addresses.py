"""Addresses of a petition as they are passed on. They say nothing about who passes them on; at most `via`, the public
code of the partner through whose link somebody came."""

from urllib.parse import urlencode


def petition_address(base_url: str, slug: str, *, language: str = "", via: str = "", part: str = "") -> str:
    """Without `language` the reader's own is chosen by the browser; `part` is a page under the petition's."""
    prefix = f"/{language}" if language else ""
    below = f"/{part}" if part else ""
    question = f"?{urlencode({'via': via})}" if via else ""
    return f"{base_url}{prefix}/petitions/{slug}{below}{question}"


def short_address(address: str) -> str:
    """As people type it."""
    return address.partition("://")[2] or address
