"""No page leads to an address that has no route."""

import re
from collections.abc import Iterator

import pytest
from jinja2 import nodes

from campaigns.authorisation import RULES
from foundation.web.templating import TEMPLATES, environment

ANYTHING = "…"
_ROUTES = [
    re.compile(re.sub(r"{\w+(:path)?}", lambda place: ".+" if place[1] else "[^/]+", rule.path)) for rule in RULES
]
_PAGES = sorted(
    path.relative_to(TEMPLATES).as_posix()
    for room in ("layouts", "pages")
    for path in (TEMPLATES / room).rglob("*.html")
)


@pytest.mark.parametrize("name", _PAGES)
def test_every_address_on_a_page_has_a_route(name: str) -> None:
    template = environment().parse((TEMPLATES / name).read_text())
    dead = [address for address in set(_addresses(template)) if not _has_route(address)]
    assert not dead


def test_every_section_of_the_rail_has_a_route() -> None:
    rail = environment().parse((TEMPLATES / "layouts/desk.html").read_text())
    addresses = [node.value for node in rail.find_all(nodes.Const) if str(node.value).startswith("/desk")]
    assert len(addresses) >= 8
    assert not [address for address in addresses if not _has_route(address)]


def _addresses(template: nodes.Template) -> Iterator[str]:
    """What `href` is called with, an ellipsis for each part that only a request knows; nothing where all of it is."""
    for call in template.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "href" and call.args:
            yield from (address for address in _texts(call.args[0]) if address.startswith("/"))


def _texts(node: nodes.Node) -> list[str]:
    if isinstance(node, nodes.Const):
        return [str(node.value)]
    if isinstance(node, nodes.CondExpr):
        return _texts(node.expr1) + (_texts(node.expr2) if node.expr2 else [])
    if isinstance(node, nodes.Mod):
        return [re.sub(r"%[ds]", ANYTHING, text) for text in _texts(node.left)]
    if isinstance(node, nodes.Concat):
        return ["".join(_texts(part)[0] for part in node.nodes)]
    return [ANYTHING]


def _has_route(address: str) -> bool:
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    # What only a request knows may also choose between routes that are spelled out, such as those of the eight kinds.
    spelled_out = re.compile(re.escape(path).replace(ANYTHING, "[^/]+"))
    return any(route.fullmatch(path) for route in _ROUTES) or any(spelled_out.fullmatch(rule.path) for rule in RULES)
