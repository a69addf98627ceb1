"""`/desk/patterns`: every component in every state on one page, to be looked at when one of them changes."""

from datetime import UTC, date, datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from foundation.web.forms import Submitted, blank
from foundation.web.language import mark
from foundation.web.templating import page

router = APIRouter()

_TYPED = {
    "wrong_name": "Jean Modèle www.example.org",
    "wrong_mail": "jean@example",
    "wrong_text": "Пётр Примеров",
    "filled_choice": "initials",
    "filled_select": "CH",
    "filled_text": "Ada Example",
    "filled_box": "yes",
}

_DAYS = [
    {"first": date(2026, 5, day), "last": date(2026, 5, day + days - 1), "days": days, "confirmed": confirmed}
    for day, days, confirmed in ((1, 1, 12), (2, 1, 40), (3, 1, 31), (4, 3, 18), (7, 1, 10))
]
_PICTURES = {
    "chart": {
        "width": 7,
        "top": 40,
        "first": date(2026, 5, 1),
        "last": date(2026, 5, 7),
        "most": _DAYS[1],
        "bars": [
            {"span": span, "x": x, "y": 100 - height, "width": 0.86 * width, "height": height}
            for span, (x, width, height) in zip(
                _DAYS, ((0.07, 1, 30), (1.07, 1, 100), (2.07, 1, 77.5), (3.21, 3, 15), (6.07, 1, 25)), strict=True
            )
        ],
    },
    "milestone": {"number": 100, "reached_at": datetime(2026, 5, 5, tzinfo=UTC)},
    # No real coasts: how shades, a dot and the legend look.
    "world": {
        "width": 960,
        "height": 200,
        "empty_land": "M20 20h300v150h-300z",
        "lands": [
            {"country": "NO", "confirmed": 1204, "shade": 3, "path": "M340 20h250v150h-250z"},
            {"country": "KZ", "confirmed": 87, "shade": 1, "path": "M600 20h250v150h-250z"},
            {"country": "MT", "confirmed": 12, "shade": 1, "path": "", "x": 900, "y": 100},
        ],
        "legend": [(1, 10), (3, 1000)],
    },
}


@router.get("/desk/patterns")
def show_patterns(request: Request) -> Response:
    return page(request, "pages/foundation/patterns.html", form=_form(), pictures=_PICTURES)


def _form() -> Submitted[Any]:
    form = blank(**_TYPED)
    form.refuse("wrong_name", mark("Please leave web addresses out of the name."))
    form.refuse("wrong_mail", mark("This is not a complete e-mail address. It looks like name@example.org."))
    form.refuse("wrong_text", mark("This is too long: at most %(longest)s characters."), longest=10)
    for name in ("wrong_choice", "wrong_select"):
        form.refuse(name, mark("Please choose one of the answers."))
    for name in ("wrong_box", "wrong_file"):
        form.refuse(name, mark("Please fill this in."))
    return form
