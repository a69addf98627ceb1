"""How a reader likes to read: size of the text, colours, pictures.

Kept in a cookie on which only `/comfort.css` depends, so that every page is the same for all.
"""

import enum
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from foundation.web.static_files import STATIC

COOKIE = "comfort"
_COLOUR = re.compile(r"--[\w-]+: #[0-9a-f]{6};")


class TextSize(enum.StrEnum):
    NORMAL = "normal"
    LARGE = "large"
    LARGEST = "largest"


class Colours(enum.StrEnum):
    DEVICE = "device"
    LIGHT = "light"
    DARK = "dark"
    STRONG = "strong"


class Pictures(enum.StrEnum):
    SHOWN = "shown"
    LEFT_OUT = "none"


_SIZES = {TextSize.LARGE: "125%", TextSize.LARGEST: "150%"}


@dataclass(frozen=True)
class Comfort:
    size: TextSize = TextSize.NORMAL
    colours: Colours = Colours.DEVICE
    pictures: Pictures = Pictures.SHOWN

    @classmethod
    def from_cookie(cls, value: str) -> Self:
        """What cannot be read counts as nothing chosen."""
        parts = value.split(".")
        try:
            return cls(TextSize(parts[0]), Colours(parts[1]), Pictures(parts[2]))
        except (ValueError, IndexError):
            return cls()

    @property
    def cookie(self) -> str:
        return f"{self.size}.{self.colours}.{self.pictures}"

    @property
    def css(self) -> str:
        """What is laid over the sheets; nothing where nothing was chosen."""
        rules = []
        if self.size in _SIZES:
            rules.append(f"html {{ font-size: {_SIZES[self.size]}; }}")
        if self.colours is not Colours.DEVICE:
            scheme = "dark" if self.colours is Colours.DARK else "light"
            rules.append(f":root {{ color-scheme: {scheme}; {_colours(self.colours)} }}")
        if self.pictures is Pictures.LEFT_OUT:
            rules.append("img, picture { display: none; }")
        return "\n".join(rules) + "\n"


@lru_cache
def _colours(chosen: Colours) -> str:
    """The colours of tokens.css; strong ones are black and white, the accent stays."""
    light, dark = (STATIC / "site" / "tokens.css").read_text().split("@media (prefers-color-scheme: dark)", 1)
    colours = _COLOUR.findall(dark if chosen is Colours.DARK else light)
    if chosen is Colours.STRONG:
        grounds = ("paper", "field", "on-accent")
        colours = [
            f"--{name}: {'#ffffff' if name in grounds else value if 'accent' in name else '#000000'};"
            for name, value in (colour[2:-1].split(": ") for colour in colours)
        ]
    return " ".join(colours)
