"""A form as it was sent: what was typed, what is wrong beside each field, and the checked values when nothing is."""

from collections.abc import Awaitable, Callable, Container, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, get_args, get_origin
from urllib.parse import unquote_to_bytes

from fastapi import Request
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from foundation.errors import BadInput
from foundation.web.language import gettext, mark

MOST_FIELDS = 400

_SENTENCES = {
    "missing": mark("Please fill this in."),
    "string_too_long": mark("This is too long: at most %(longest)s characters."),
    "enum": mark("Please choose one of the answers."),
    "literal_error": mark("Please choose one of the answers."),
    "bool_parsing": mark("Please choose one of the answers."),
    "int_parsing": mark("Please write a whole number."),
    "int_parsing_size": mark("This number is too large."),
    "date_from_datetime_parsing": mark("Please write a day, such as 1 May 2026, 01.05.2026 or 2026-05-01."),
    "date_parsing": mark("Please write a day, such as 1 May 2026, 01.05.2026 or 2026-05-01."),
}
_ANY_OTHER = mark("This cannot be read. Please check it.")


class Form(BaseModel):
    """Parent of all form classes. Unknown fields are dropped, so that nobody sets what was not asked."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)


@dataclass(frozen=True)
class Upload:
    filename: str
    content: bytes


@dataclass(frozen=True)
class Problem:
    words: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """In the language being spoken."""
        words = gettext(self.words)
        return words % self.values if self.values else words


F = TypeVar("F", bound=Form)


@dataclass
class Submitted(Generic[F]):
    """`values` go back into the page as they were typed; `checked` may be read only when `ok`."""

    values: dict[str, Any]
    problems: dict[str, Problem] = field(default_factory=dict)
    form: F | None = None

    @property
    def ok(self) -> bool:
        return not self.problems

    @property
    def checked(self) -> F:
        if self.form is None or self.problems:
            raise BadInput(_ANY_OTHER)
        return self.form

    def value(self, name: str) -> Any:
        return self.values.get(name, "")

    def problem(self, name: str) -> str:
        found = self.problems.get(name)
        return str(found) if found else ""

    def refuse(self, name: str, words: str, **values: object) -> None:
        """A finding of the action, shown beside the field like any other."""
        self.problems[name] = Problem(words, values)


def blank(**values: Any) -> Submitted[Any]:
    """A form that was not sent yet, with what is already known in it."""
    return Submitted(values)


def check(form_class: type[F], values: dict[str, Any]) -> Submitted[F]:
    """Empty answers count as not given."""
    given = {name: value for name, value in values.items() if value not in ("", [], None)}
    submitted: Submitted[F] = Submitted(values)
    try:
        submitted.form = form_class.model_validate(given)
    except ValidationError as error:
        for finding in error.errors(include_url=False, include_input=False):
            name = str(finding["loc"][0]) if finding["loc"] else ""
            submitted.problems.setdefault(name, _problem(finding["type"], finding.get("ctx", {})))
    return submitted


def submitted(form_class: type[F]) -> Callable[[Request], Awaitable[Submitted[F]]]:
    """A dependency: `form: Annotated[Submitted[SignForm], Depends(submitted(SignForm))]`."""

    fields = frozenset(form_class.model_fields)
    files = frozenset(name for name, field in form_class.model_fields.items() if _takes_files(field.annotation))
    lists = [name for name, field in form_class.model_fields.items() if get_origin(field.annotation) is list]

    async def read(request: Request) -> Submitted[F]:
        values: dict[str, Any] = {name: [] for name in lists}
        for name, part in await _sent(request, files):
            if name in lists:
                values[name].append(part)
            elif name in fields:
                values[name] = part
        return check(form_class, values)

    return read


def _takes_files(annotation: Any) -> bool:
    return annotation is Upload or any(_takes_files(part) for part in get_args(annotation))


async def _sent(request: Request, files: Container[str]) -> list[tuple[str, Any]]:
    """Forms without files, which are nearly all, are read by the standard library in a fifth of the time."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return await _sent_with_files(request, files)
    # Browsers write everything beyond ASCII as %…; curl sends it as it was typed.
    return pairs_of((await _body(request)).decode("utf-8", "replace"))


async def _body(request: Request) -> bytes:
    """All of it. Starlette's own way goes through two generators for what most often comes in one piece."""
    pieces = []
    more = True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        pieces.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(pieces)


def pairs_of(body: str) -> list[tuple[str, str]]:
    """What `urllib.parse.parse_qsl` gives of an urlencoded body, without what it does for query strings of all kinds.

    Raises HTTPException 400 for more fields than any form of ours has."""
    parts = body.split("&")
    if len(parts) > MOST_FIELDS:
        raise HTTPException(400)
    return [_name_and_value(part) for part in parts if part]


def _name_and_value(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    if "%" in part or "+" in part:
        return _unquoted(name), _unquoted(value)
    return name, value


def _unquoted(text: str) -> str:
    return unquote_to_bytes(text.replace("+", " ")).decode("utf-8", "replace")


async def _sent_with_files(request: Request, files: Container[str]) -> list[tuple[str, Any]]:
    """A file in the place of a text is left out, as is one in a place that the form does not have."""
    sent: list[tuple[str, Any]] = []
    async with request.form(max_files=10, max_fields=MOST_FIELDS) as form:
        for name, part in form.multi_items():
            if not isinstance(part, UploadFile):
                sent.append((name, part))
            # A browser sends a part for each place of a file, also when none was chosen.
            elif name in files and (upload := Upload(part.filename or "", await part.read())) != Upload("", b""):
                sent.append((name, upload))
    return sent


def _problem(kind: str, context: Mapping[str, Any]) -> Problem:
    if kind == "worded":
        return Problem(context["words"], context["values"])
    if kind == "string_too_long":
        return Problem(_SENTENCES[kind], {"longest": context["max_length"]})
    return Problem(_SENTENCES.get(kind, _ANY_OTHER))
