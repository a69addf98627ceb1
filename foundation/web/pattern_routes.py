"""`/desk/patterns`: every component in every state on one page, to be looked at when one of them changes."""

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


@router.get("/desk/patterns")
def show_patterns(request: Request) -> Response:
    return page(request, "pages/foundation/patterns.html", form=_form())


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
