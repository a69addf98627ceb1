"""Turns what pydantic found wrong with a file into sentences with a place."""

import difflib
import enum
from collections.abc import Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from campaigns.files.problems import FileProblem
from campaigns.files.schema import CampaignFile
from campaigns.files.yaml_tree import Path, YamlTree
from foundation.web.language import mark

PERHAPS = mark("“%(value)s” is not known here. Is “%(nearest)s” meant?")
NOT_KNOWN = mark("“%(value)s” is not known here. Known are: %(known)s.")
EXPECTED = {
    "string_type": mark("Expected a text here."),
    "dict_type": mark("Expected a text for each language here, such as en: and ru: on lines of their own."),
    "list_type": mark("Expected a list here, each entry after a hyphen."),
    "model_type": mark("Expected names and values here, such as id: and name:."),
    "int_parsing": mark("Expected a whole number here."),
    "int_type": mark("Expected a whole number here."),
    "greater_than_equal": mark("Expected a whole number from 1 to 999 here."),
    "less_than_equal": mark("Expected a whole number from 1 to 999 here."),
}


def explain(error: ValidationError, tree: YamlTree, root: type[BaseModel] = CampaignFile) -> list[FileProblem]:
    """`root` is the schema of the file."""
    return [_problem(detail, tree, root) for detail in error.errors(include_url=False)]


def nearest(word: str, known: list[str]) -> str:
    """The known word a mistyped one most likely means; empty when none is near."""
    return next(iter(difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6)), "")


def _problem(detail: ErrorDetails, tree: YamlTree, root: type[BaseModel]) -> FileProblem:
    path: Path = detail["loc"]
    kind = detail["type"]
    place = tree.place_of(path)
    if kind == "missing":
        return FileProblem(*tree.place_of(path[:-1]), mark("“%(key)s” is missing here."), {"key": path[-1]})
    if kind == "extra_forbidden":
        return _unknown_key(path, tree, root)
    if kind in ("enum", "literal_error"):
        return _none_of(detail, path, place, root)
    if kind == "words":
        return FileProblem(*place, detail["ctx"]["words"], detail["ctx"]["values"])
    return FileProblem(*place, EXPECTED.get(kind, mark("This value is not what belongs here.")))


def _unknown_key(path: Path, tree: YamlTree, root: type[BaseModel]) -> FileProblem:
    place = tree.keys.get(path, tree.place_of(path))
    return _unknown(place, str(path[-1]), sorted(_known_keys(path[:-1], root)))


def _none_of(detail: ErrorDetails, path: Path, place: tuple[int, int], root: type[BaseModel]) -> FileProblem:
    return _unknown(place, str(detail["input"])[:40], [str(value) for value in _values_of(_type_at(path, root))])


def _unknown(place: tuple[int, int], value: str, known: list[str]) -> FileProblem:
    near = nearest(value, known)
    if near:
        return FileProblem(*place, PERHAPS, {"value": value, "nearest": near})
    return FileProblem(*place, NOT_KNOWN, {"value": value, "known": ", ".join(known)})


def _values_of(kind: Any) -> Iterator[Any]:
    for inner in (kind, *get_args(kind)):
        if isinstance(inner, type) and issubclass(inner, enum.Enum):
            yield from (member.value for member in inner)
        elif isinstance(inner, str):
            yield inner


def _known_keys(path: Path, root: type[BaseModel]) -> list[str]:
    model = _model_in(_type_at(path, root))
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def _type_at(path: Path, root: type[BaseModel]) -> Any:
    """The annotation of the schema at that place of the file."""
    kind: Any = root
    for step in path:
        model = _model_in(kind)
        if model is not None and isinstance(step, str):
            by_name = {field.alias or name: field.annotation for name, field in model.model_fields.items()}
            kind = by_name.get(step)
    return kind


def _model_in(kind: Any) -> type[BaseModel] | None:
    """The model inside `list[…]`, `Annotated[…]` or `… | None`."""
    if isinstance(kind, type) and get_origin(kind) is None and issubclass(kind, BaseModel):
        return kind
    return next((model for inner in get_args(kind) if (model := _model_in(inner))), None)
