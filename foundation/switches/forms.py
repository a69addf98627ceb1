"""The form of the switches' page."""

from typing import Literal

from foundation.switches.models import Switch
from foundation.web.forms import Form


class SwitchForm(Form):
    switch: Switch
    to: Literal["on", "off"]
