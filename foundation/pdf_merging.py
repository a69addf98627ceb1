"""Many PDFs as one, with a bookmark for each: written part by part, so that memory holds one of them at a time.

What makes pages look as they do is copied as it is. Tags are left behind: the merged file is for a printer, and whoever
reads with a screen reader takes the single ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
# They point at the tree of pages, at tags and at places in the document that the page comes from.
_LEFT_BEHIND = ("/Parent", "/StructParents", "/Tabs", "/Annots", "/B")
_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


@dataclass(frozen=True)
class Part:
    """`title` is its bookmark."""

    title: str
    path: Path


def merge(parts: Iterable[Part], target: Path) -> int:
    """How many pages it has. The same parts make the same bytes."""
    with target.open("wb") as file:
        written = _Written(file)
        catalog, pages, outlines = written.reserve(), written.reserve(), written.reserve()
        kids: list[int] = []
        marks: list[tuple[str, int]] = []
        for part in parts:
            first = len(kids)
            with part.path.open("rb") as source:
                kids += _copy_pages(PdfReader(source), written, pages)
            if len(kids) > first:
                marks.append((part.title, kids[first]))
        written.put(pages, _dictionary(Type="/Pages", Kids=_references(kids), Count=NumberObject(len(kids))))
        _put_outlines(written, outlines, marks)
        mode = {"Outlines": _reference(outlines), "PageMode": "/UseOutlines"} if marks else {}
        written.put(catalog, _dictionary(Type="/Catalog", Pages=_reference(pages), **mode))
        written.end(catalog)
    return len(kids)


class _Written:
    """The objects that are in the file already, by where they begin."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._places: list[int] = []
        file.write(_HEAD)

    def reserve(self) -> int:
        self._places.append(0)
        return len(self._places)

    def put(self, number: int, found: PdfObject) -> None:
        self._places[number - 1] = self._file.tell()
        self._file.write(b"%d 0 obj\n" % number)
        found.write_to_stream(self._file)
        self._file.write(b"\nendobj\n")

    def end(self, catalog: int) -> None:
        at = self._file.tell()
        self._file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(self._places) + 1))
        for place in self._places:
            self._file.write(b"%010d 00000 n \n" % place if place else b"0000000000 00000 f \n")
        trailer = _dictionary(Size=NumberObject(len(self._places) + 1), Root=_reference(catalog))
        self._file.write(b"trailer\n")
        trailer.write_to_stream(self._file)
        self._file.write(b"\nstartxref\n%d\n%%%%EOF\n" % at)


def _copy_pages(reader: PdfReader, written: _Written, pages: int) -> list[int]:
    copier = _Copier(written)
    kids = []
    for page in reader.pages:
        own = DictionaryObject({key: value for key, value in page.items() if key not in _LEFT_BEHIND})
        for name in _INHERITED:
            found = _inherited(page, name)
            if name not in own and found is not None:
                own[NameObject(name)] = found
        copied = copier.copied(own)
        copied[NameObject("/Parent")] = _reference(pages)
        kids.append(written.reserve())
        written.put(kids[-1], copied)
        copier.write_what_was_met()
    return kids


def _inherited(page: DictionaryObject, name: str) -> Any:
    node: Any = page
    while isinstance(node, DictionaryObject):
        if name in node:
            return node.raw_get(name)
        node = node.get("/Parent")
        node = node.get_object() if node is not None else None
    return None


class _Copier:
    """Gives the objects of one document the numbers that they have in the merged one."""

    def __init__(self, written: _Written) -> None:
        self._written = written
        self._numbers: dict[int, int] = {}
        self._met: list[tuple[int, PdfObject]] = []

    def copied(self, found: PdfObject | None) -> Any:
        """What is itself a stream or a dictionary is changed in its place: its document is not read again."""
        if isinstance(found, IndirectObject):
            if found.idnum not in self._numbers:
                self._numbers[found.idnum] = self._written.reserve()
                # What is nothing else is false as well: a nought, an empty list.
                known = found.get_object()
                self._met.append((self._numbers[found.idnum], NullObject() if known is None else known))
            return _reference(self._numbers[found.idnum])
        if isinstance(found, DictionaryObject):
            for key in list(found):
                found[key] = self.copied(found.raw_get(key))
        elif isinstance(found, ArrayObject):
            for place in range(len(found)):
                found[place] = self.copied(list.__getitem__(found, place))
        return found

    def write_what_was_met(self) -> None:
        while self._met:
            number, found = self._met.pop(0)
            self._written.put(number, self.copied(found))


def _put_outlines(written: _Written, outlines: int, marks: list[tuple[str, int]]) -> None:
    numbers = [written.reserve() for _ in marks]
    for place, (title, page) in enumerate(marks):
        entry = _dictionary(
            Title=TextStringObject(title),
            Parent=_reference(outlines),
            Dest=ArrayObject([_reference(page), NameObject("/XYZ"), NullObject(), NullObject(), FloatObject(0)]),
        )
        if place:
            entry[NameObject("/Prev")] = _reference(numbers[place - 1])
        if place + 1 < len(numbers):
            entry[NameObject("/Next")] = _reference(numbers[place + 1])
        written.put(numbers[place], entry)
    ends = {"First": _reference(numbers[0]), "Last": _reference(numbers[-1])} if numbers else {}
    written.put(outlines, _dictionary(Type="/Outlines", Count=NumberObject(len(numbers)), **ends))


def _dictionary(**entries: Any) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject(f"/{name}"): NameObject(value) if isinstance(value, str) and value.startswith("/") else value
            for name, value in entries.items()
        }
    )


def _references(numbers: Iterable[int]) -> ArrayObject:
    return ArrayObject([_reference(number) for number in numbers])


def _reference(number: int) -> IndirectObject:
    return IndirectObject(number, 0, None)
