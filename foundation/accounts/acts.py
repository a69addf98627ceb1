"""What the acts of the audit trail are called for people. Each room names its own."""

from collections.abc import Mapping

from foundation.web.language import gettext, mark
from foundation.web.templating import add_filter

_WORDS: dict[str, str] = {}


def name_acts(words: Mapping[str, str]) -> None:
    _WORDS.update(words)


def act_said(act: str) -> str:
    """In the language being spoken."""
    return gettext(_WORDS.get(act, act))


name_acts(
    {
        "letterhead.changed": mark("changed the letterhead"),
        "password.changed": mark("changed the own password"),
        "organiser.created": mark("made an account"),
    }
)
add_filter("act_said", act_said)
