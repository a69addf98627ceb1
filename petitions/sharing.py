"""Ways to pass a petition on. Every one is a plain link or a line to copy; none says who passed it on."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from markupsafe import Markup

from foundation.web.language import current_language, gettext, mark
from foundation.web.templating import add_filter
from petitions.addresses import petition_address

SIGN = mark("%(title)s. Read it and sign:")
READ = mark("%(title)s. Read it:")
EMBED_WIDTH = 480
EMBED_HEIGHT = 300
# Our page asks for no more than to open its links in the window around it.
_SNIPPET = Markup(
    '<iframe src="{address}" title="{title}" width="{width}" height="{height}" loading="lazy" '
    'referrerpolicy="no-referrer" sandbox="allow-top-navigation-by-user-activation" style="border:0;max-width:100%">'
    "</iframe>"
)


@dataclass(frozen=True)
class Sharing:
    """`text` is what a message says, the address at its end. A service learns of it when its link is pressed."""

    address: str
    text: str
    whatsapp: str
    telegram: str
    mail: str
    snippet: str


def sharing_of(title: str, base_url: str, slug: str, via: str = "", *, signs: bool = True) -> Sharing:
    """In the language being spoken. `via` is a partner's public code; nothing about a person has a place here."""
    language = current_language()
    address = petition_address(base_url, slug, language=language, via=via)
    words = gettext(SIGN if signs else READ) % {"title": title.rstrip(".!? ")}
    text = f"{words} {address}"
    body = f"{words}\r\n{address}"
    return Sharing(
        address=address,
        text=text,
        whatsapp=f"https://wa.me/?{_question(text=text)}",
        telegram=f"https://t.me/share/url?{_question(url=address, text=words)}",
        mail=f"mailto:?{_question(subject=title, body=body)}",
        snippet=embed_snippet(title, petition_address(base_url, slug, language=language, via=via, part="embed")),
    )


def embed_snippet(title: str, address: str, *, width: int = EMBED_WIDTH, height: int = EMBED_HEIGHT) -> str:
    """What somebody pastes into a page of their own."""
    return str(_SNIPPET.format(address=address, title=title, width=width, height=height))


def _question(**parts: str) -> str:
    """RFC 6068 knows no plus sign for a space, so that there is none anywhere."""
    return urlencode(parts, quote_via=quote)


add_filter("sharing", sharing_of)
