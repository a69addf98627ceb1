"""Fills a template: its words, the values in their places, a gap where one is missing. Nothing is computed."""

from collections.abc import Callable, Mapping, Sequence

from campaigns.letters.lacks import OPEN, SHUT
from campaigns.letters.templated.fields import MAY_STAY_EMPTY
from campaigns.letters.templated.parsing import MergeField, Node, Repeated, Words
from campaigns.letters.templated.values import Item, Values
from foundation.merge_fields import for_markdown

Missing = Callable[[MergeField | Repeated], None]


def filled_markdown(nodes: Sequence[Node], values: Values, missing: Missing) -> str:
    """Markdown in which every value shows as it is. `missing` is told of each field and each part without anything."""
    parts = []
    for place, node in enumerate(nodes):
        if isinstance(node, Words):
            parts.append(node.source)
        elif isinstance(node, Repeated):
            parts.append(_repeated(node, values, missing))
        else:
            alone = _ends_paragraph(nodes[place - 1] if place else None) and _begins_paragraph(nodes[place + 1 :])
            parts.append(_value(node, values.fields, missing, between="\n\n" if alone else " "))
    return "".join(parts)


def _value(field: MergeField, known: Mapping[str, Sequence[str]], missing: Missing, *, between: str = " ") -> str:
    texts = known.get(field.name, ()) if field.is_known else ()
    if texts:
        return between.join(for_markdown(text) for text in texts)
    if field.name in MAY_STAY_EMPTY and field.is_known:
        return ""
    if field.is_known:
        missing(field)
    return f"{OPEN}{for_markdown(field.source)}{SHUT}"


def _repeated(part: Repeated, values: Values, missing: Missing) -> str:
    """A tag that stands alone on its line takes no line of its own, and a list after it needs an empty one before."""
    items = values.parts.get(part.name, ())
    if not items:
        missing(part)
        return f"{OPEN}{for_markdown(part.opened)}{SHUT}"
    inside = list(part.inside)
    own_line = bool(inside) and isinstance(inside[0], Words) and inside[0].source.lstrip(" ").startswith("\n")
    if own_line and isinstance(inside[0], Words):
        inside[0] = Words(inside[0].source.partition("\n")[2])
    written = "".join(_item(inside, item, values, missing) for item in items)
    return f"\n\n{written}\n" if own_line else written


def _item(inside: Sequence[Words | MergeField], item: Item, values: Values, missing: Missing) -> str:
    known = {**values.fields, **{name: (text,) if text else () for name, text in item.items()}}
    return "".join(node.source if isinstance(node, Words) else _value(node, known, missing) for node in inside)


def _ends_paragraph(before: Node | None) -> bool:
    return before is None or (isinstance(before, Words) and before.source.rstrip(" ").endswith("\n\n"))


def _begins_paragraph(after: Sequence[Node]) -> bool:
    following = next(iter(after), None)
    return following is None or (isinstance(following, Words) and following.source.lstrip(" ").startswith("\n\n"))
