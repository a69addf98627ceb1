"""The form of a note in the change log."""

from typing import Annotated

from campaigns.forms import SeenMark
from foundation.web.fields import prose
from foundation.web.forms import Form

Note = Annotated[str, prose(1000)]


class NoteForm(Form):
    seen: SeenMark = ""
    note_en: Note = ""
    note_ru: Note = ""
