"""Form classes of what came of demands."""

from typing import Annotated

from pydantic import Field, create_model

from campaigns.forms import PartialDateText, WebAddress, in_each_language
from campaigns.models.demand import Progress
from foundation.web.fields import Line
from foundation.web.forms import Upload
from foundation.web.posting_once import OnceForm


class _StepFields(OnceForm):
    """Where it was read: a source of the campaign, another page, or a file. One of the three is asked for."""

    progress: Progress
    date: PartialDateText
    source: Annotated[int | None, Field(ge=0, lt=2**63)] = None
    page: WebAddress = ""
    page_title: Line = ""
    file: Upload | None = None
    file_words: Line = ""
    file_public: bool = False


StepForm = create_model("StepForm", __base__=_StepFields, **in_each_language(note=Line))
