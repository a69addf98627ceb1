"""Drawings from outside (SVG): what draws is kept, all else is left out or refused, and the rest is written anew."""

import re
import xml.etree.ElementTree as ET
from xml.parsers import expat

from foundation.errors import BadInput
from foundation.web.language import mark

MOST_ELEMENTS = 3000
DEEPEST = 60
MOST_DRAWN = 20_000
"""Elements with all that is drawn again by reference."""
NAMESPACE = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink}href"

NOT_A_DRAWING = mark("This is no SVG drawing, or it is damaged.")
TOO_RICH = mark("This drawing has too many parts. Please simplify it, or send it as PNG.")
REACHES_OUT = mark("This drawing loads something from elsewhere. Save it as plain SVG, with everything in it.")
HOLDS_A_PICTURE = mark("This drawing holds a photograph. Please send the logo as PNG instead.")

_CONTAINERS = frozenset(["svg", "g", "defs", "symbol", "clipPath", "mask", "linearGradient", "radialGradient"])
_DRAWN = frozenset(["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "use"])
_KEPT = _CONTAINERS | _DRAWN | {"stop", "title", "desc", "style"}
_ATTRIBUTES = re.compile(
    "id|class|style|d|[xy][12]?|[cdfr][xy]|r|width|height|points|transform|viewBox|href|preserveAspectRatio|offset"
    "|gradient(Units|Transform)|spreadMethod|clipPathUnits|mask(Units|ContentUnits)?|fill(-rule|-opacity)?"
    "|stroke(-width|-linecap|-linejoin|-miterlimit|-dasharray|-dashoffset|-opacity)?|stop-(color|opacity)|opacity|color"
    "|clip-(path|rule)|display|visibility|font-(family|size|weight|style)|text-anchor|letter-spacing"
)
# In a value and in a style sheet: nothing but references to the drawing itself, and no way to spell them otherwise.
_OUTSIDE = re.compile(r"@|\\|&|/\*|[a-z]+script:|expression|url\s*\(\s*[\"']?\s*(?!#)", re.IGNORECASE)


def cleaned(content: bytes) -> bytes:
    """Raises BadInput, worded."""
    root = _parsed(content)
    if _name(root) != "svg":
        raise BadInput(NOT_A_DRAWING)
    clean = _clean(root)
    _refuse_riches(clean)
    if not any(_name(element) in _DRAWN for element in clean.iter()):
        raise BadInput(NOT_A_DRAWING)
    _give_measure(clean)
    ET.register_namespace("", NAMESPACE)
    written: bytes = ET.tostring(clean, encoding="utf-8")
    return written


def _parsed(content: bytes) -> ET.Element:
    """By expat itself, which opens nothing of its own; entities are refused before they could grow."""
    tree = _Tree()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.EntityDeclHandler = _refuse_entity
    parser.StartElementHandler = tree.start
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.data
    try:
        parser.Parse(content, True)
        return tree.close()
    except (expat.ExpatError, AssertionError, ValueError, LookupError):
        raise BadInput(NOT_A_DRAWING) from None


class _Tree(ET.TreeBuilder):
    """Whoever walks through a drawing goes as deep as it is."""

    depth = 0

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:
        self.depth += 1
        if self.depth > DEEPEST:
            raise BadInput(TOO_RICH)
        return super().start(tag, attrs)

    def end(self, tag: str) -> ET.Element:
        self.depth -= 1
        return super().end(tag)


def _refuse_entity(*_declared: object) -> None:
    raise BadInput(REACHES_OUT)


def _name(element: ET.Element) -> str:
    """Without its namespace; empty for what is not SVG."""
    space, _, name = element.tag.rpartition("}")
    return name if space.removeprefix("{") in ("", NAMESPACE) else ""


def _clean(element: ET.Element) -> ET.Element:
    copy = ET.Element(f"{{{NAMESPACE}}}{_name(element)}")
    for name, value in element.attrib.items():
        plain = "href" if name == XLINK else name
        if not _ATTRIBUTES.fullmatch(plain):
            continue
        if _OUTSIDE.search(value) or (plain == "href" and not value.startswith("#")):
            raise BadInput(REACHES_OUT)
        copy.set(plain, value)
    if _name(element) == "style" and _OUTSIDE.search(element.text or ""):
        raise BadInput(REACHES_OUT)
    copy.text, copy.tail = element.text, element.tail
    for child in _kept_children(element):
        copy.append(_clean(child))
    return copy


def _kept_children(element: ET.Element) -> list[ET.Element]:
    """A link is no more than what stands in it."""
    kept = []
    for child in element:
        name = _name(child)
        if name in ("image", "feImage"):
            raise BadInput(HOLDS_A_PICTURE)
        if name in ("a", "switch"):
            kept += _kept_children(child)
        elif name in _KEPT:
            kept.append(child)
    return kept


def _refuse_riches(root: ET.Element) -> None:
    """What is drawn again may not draw again itself: ten levels of ten make ten thousand millions."""
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise BadInput(TOO_RICH)
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    drawn = 0
    for element in root.iter():
        target = by_id.get(element.get("href", "").removeprefix("#")) if _name(element) == "use" else None
        if target is not None:
            parts = list(target.iter())
            drawn += len(parts)
            if drawn > MOST_DRAWN or any(_name(part) == "use" for part in parts):
                raise BadInput(TOO_RICH)


def _give_measure(root: ET.Element) -> None:
    """The page says how large it is; only its proportions are its own."""
    width, height = (root.attrib.pop(name, "") for name in ("width", "height"))
    if "viewBox" in root.attrib:
        return
    measures = [re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(?:px|pt|mm|cm|in)?\s*", value) for value in (width, height)]
    if not all(measures):
        raise BadInput(NOT_A_DRAWING)
    across, down = (measure[1] for measure in measures if measure)
    root.set("viewBox", f"0 0 {across} {down}")
