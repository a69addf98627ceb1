"""A page as a tree, read by the standard library's parser. A tag that is closed out of turn is an error of the page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

EMPTY = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
WHOLE = frozenset(("script", "style", "template"))


@dataclass
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list["Node | str"] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def children(self) -> list["Node"]:
        return [one for one in self.inside if isinstance(one, Node)]

    def within(self) -> Iterator["Node"]:
        for child in self.children:
            yield child
            yield from child.within()

    def all(self, tag: str, of: str = "") -> list["Node"]:
        """In the order of the page; `of`: a class."""
        return [one for one in self.within() if one.tag == tag and (not of or of in one.classes)]

    def first(self, tag: str, of: str = "") -> "Node":
        found = self.all(tag, of)
        assert found, f"no <{tag} class={of!r}> in <{self.tag}>: {self.text()[:200]}"
        return found[0]

    def text(self, without: str = "") -> str:
        """What is read, blanks as one; leaves out elements of the class `without`."""
        return " ".join("".join(self._words(without)).split())

    def _words(self, without: str) -> Iterator[str]:
        for one in self.inside:
            if isinstance(one, str):
                yield one
            elif one.tag not in WHOLE and not (without and without in one.classes):
                yield from one._words(without)
                yield " " if one.tag in ("li", "p", "h2", "h3", "h4", "div", "br", "dd", "dt") else ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in EMPTY:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}> in line {self.getpos()[0]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read_html(page: str) -> Node:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is never closed"
    return reader.open[0]
