"""The form behind the panic button."""

from foundation.web.fields import Line
from foundation.web.forms import Form
from petitions.models.petition import Unpublished


class UnpublishForm(Form):
    what: Unpublished
    reason: Line = ""
