"""Files that a campaign keeps, in its campaign file: a part names each by its hash, and its bytes stand once, at the
end. Any part that is a `KeptFile` takes its file along.
"""

import base64
import binascii
import hashlib
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel

from campaigns.files.fields import Count, Sha256, refusal
from campaigns.files.linking import Part
from foundation.errors import AppError
from foundation.files import read
from foundation.web.language import mark

# All of them together. What finds no room is named only: a campaign file is read and shown as a whole.
MOST_ATTACHED = 4 * 1024 * 1024
_LINE = 76


def _base64(value: str) -> str:
    try:
        base64.b64decode("".join(value.split()), validate=True)
    except (ValueError, binascii.Error):
        raise refusal(mark("Expected the content of a file in base64 here.")) from None
    return "".join(value.split())


class KeptFile(Part):
    """`file` is the SHA-256 of its bytes, `size` their number."""

    file: Sha256
    media_type: Literal["image/jpeg", "image/png", "application/pdf"]
    size: Count


class ContentPart(Part):
    """The bytes of the file with that SHA-256."""

    file: Sha256
    content: Annotated[str, AfterValidator(_base64)]

    @property
    def content_bytes(self) -> bytes:
        return base64.b64decode(self.content)

    @property
    def is_whole(self) -> bool:
        return hashlib.sha256(self.content_bytes).hexdigest() == self.file


def kept_files(part: BaseModel) -> Iterator[KeptFile]:
    """All that a campaign file names, in its order."""
    if isinstance(part, KeptFile):
        yield part
    for name in type(part).model_fields:
        value = getattr(part, name)
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, BaseModel):
                yield from kept_files(inner)


def contents_of(part: BaseModel, files_dir: Path) -> list[ContentPart]:
    """Of the files it names, as long as there is room; one that is gone from the disk is left out."""
    found: dict[str, ContentPart] = {}
    room = MOST_ATTACHED
    for sha256 in dict.fromkeys(one.file for one in kept_files(part)):
        try:
            content = read(files_dir, sha256)
        except AppError:
            continue
        if len(content) <= room:
            room -= len(content)
            found[sha256] = ContentPart(file=sha256, content=base64.b64encode(content).decode())
    return list(found.values())


def written(contents: list[ContentPart]) -> str:
    """As the end of a campaign file. By hand, since YAML's own writer looks at every single character."""
    if not contents:
        return ""
    entries = [
        f"  - file: {one.file}\n    content: |\n{textwrap.indent(chr(10).join(_lines(one.content)), ' ' * 6)}\n"
        for one in contents
    ]
    return "files:\n" + "".join(entries)


def _lines(content: str) -> list[str]:
    return [content[place : place + _LINE] for place in range(0, len(content), _LINE)]
