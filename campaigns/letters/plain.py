"""A letter as plain text, to be copied or to go into somebody's own mail program."""

from html.parser import HTMLParser
from urllib.parse import quote

from campaigns.letters.contents import LetterContents
from campaigns.letters.render import letter_text

MOST_IN_A_LINK = 2000
"""Characters of a `mailto:` link that every mail program takes: Windows hands over 2,083 and no more
(INTERNET_MAX_URL_LENGTH of wininet.h)."""

_OWN_LINES = frozenset({"p", "li", "h2", "h3", "div"})
_BLOCKS = frozenset({"p", "ul", "ol", "h2", "h3", "div"})
# Mail programs and web forms show some of these as boxes.
_PLAIN_SIGNS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2060": None, "\u00ad": None})


def plain_letter(letter: LetterContents) -> str:
    """From the salutation to the name, paragraphs apart by an empty line."""
    signatory = "\n".join((letter.signatory.name, *letter.signatory.lines))
    parts = (letter.salutation, _plain(str(letter_text(letter))), f"{letter.closing}\n{signatory}")
    return "\n\n".join(parts).translate(_PLAIN_SIGNS)


def mail_link(email: str, letter: LetterContents) -> str:
    """RFC 6068, with line ends as it asks for."""
    subject = quote(letter.subject.translate(_PLAIN_SIGNS), safe="")
    body = quote(plain_letter(letter).replace("\n", "\r\n"), safe="")
    return f"mailto:{quote(email, safe='@')}?subject={subject}&body={body}"


def _plain(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "\n\n".join("\n".join(lines) for lines in reader.blocks if lines)


class _Reader(HTMLParser):
    """`blocks` are paragraphs; the points of a list are lines of one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[list[str]] = [[]]
        self._line = ""
        self._begins_point = False
        self._open_points = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Points with empty lines between them are paragraphs inside: the first of them stands beside the dash.
        if tag in _OWN_LINES and not (tag == "p" and self._begins_point):
            self._end_line()
        self._begins_point = tag == "li"
        if tag in ("ul", "ol") and not self._open_points:
            self.blocks.append([])
        if tag == "li":
            self._open_points += 1
            self._line = "– "
        if ("class", "figure") in attrs:
            self._line = ""

    def handle_endtag(self, tag: str) -> None:
        self._open_points += -(tag == "li")
        if tag in _OWN_LINES:
            self._end_line()
        if tag in _BLOCKS and not self._open_points:
            self.blocks.append([])

    def handle_data(self, data: str) -> None:
        self._begins_point = self._begins_point and not data.strip()
        self._line += data

    def _end_line(self) -> None:
        if line := " ".join(self._line.split()):
            self.blocks[-1].append(line)
        self._line = ""
