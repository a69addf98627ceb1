"""Form classes of a campaign's file at the desk."""

from typing import Annotated

from pydantic import Field

from campaigns.files.sealed import LONGEST_PASSPHRASE, check_passphrase
from campaigns.files.yaml_tree import LARGEST_FILE
from foundation.web.fields import Line, worded
from foundation.web.forms import Form, Upload

LARGEST_PACKED = LARGEST_FILE * 4 // 3 + 1000
Passphrase = Annotated[str, Field(max_length=LONGEST_PASSPHRASE), worded(check_passphrase)]


class ExportForm(Form):
    """Everything, for owners: why, and what opens it."""

    reason: Line
    passphrase: Passphrase
    again: Annotated[str, Field(max_length=LONGEST_PASSPHRASE)]


class FileForm(Form):
    file: Upload
    passphrase: Annotated[str, Field(max_length=LONGEST_PASSPHRASE)] = ""


class TakeForm(Form):
    """`content`: the file as it was looked at, packed; `seen`: a mark of what was shown."""

    content: Annotated[str, Field(max_length=LARGEST_PACKED)]
    seen: Annotated[str, Field(max_length=64)] = ""
    drop_held: bool = False
    look: bool = False
