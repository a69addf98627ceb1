"""What the acts of the audit trail are called for people. Each room names its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from foundation.web.language import gettext, mark
from foundation.web.templating import add_filter

_WORDS: dict[str, str] = {}
_THINGS: dict[str, tuple[str, str]] = {}


@dataclass(frozen=True)
class About:
    """What an act was done to: its kind in words, its name where it has a readable one, and where it stands."""

    kind: str
    name: str
    path: str


def name_acts(words: Mapping[str, str]) -> None:
    _WORDS.update(words)


def name_things(things: Mapping[str, tuple[str, str]]) -> None:
    """Kind in an act's `about` → its words, and the path of one with `{}` for what follows the colon, or none."""
    _THINGS.update(things)


def about_shown(about: str) -> About:
    """`campaign:free-ada` as kind, name and path, in the language being spoken. Numbers are no names."""
    kind, _, rest = about.partition(" ")[0].partition(":")
    words, path = _THINGS.get(kind, (about, ""))
    return About(gettext(words), "" if rest.isdigit() else rest, path.format(rest) if rest else "")


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
name_things({"organisation": (mark("organisation"), ""), "organiser": (mark("own account"), "")})
add_filter("act_said", act_said)
add_filter("about_shown", about_shown)
