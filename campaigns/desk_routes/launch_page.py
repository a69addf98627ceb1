"""What the pages of a launch show: the facts that its kind asks, and the words that the stock offers for them."""

from typing import Any

from fastapi import Request

from campaigns.desk_routes.choices import genders
from campaigns.models.campaign import CampaignKind
from campaigns.stock.asked import Need, Shape
from campaigns.stock.forms import OWN, terms_of
from campaigns.stock.kinds import KINDS
from campaigns.stock.sentences import LANGUAGES
from campaigns.stock.stock import Stock
from foundation.web.forms import Submitted
from foundation.web.language import gettext, mark, speaking

LANGUAGE_NAMES = {"en": mark("English"), "fr": mark("French"), "es": mark("Spanish"), "ru": mark("Russian")}
CHOOSE_ONE = mark("Choose at least one, or write it in your own words.")


def facts_for_page(request: Request, stock: Stock, kind: CampaignKind, form: Submitted[Any]) -> dict[str, Any]:
    spoken = request.state.language
    typed_in = str(form.value("language")) or spoken
    typed_in = typed_in if typed_in in LANGUAGES else "en"
    asked = KINDS[kind].asked
    with speaking(spoken):
        languages = [(code, gettext(name)) for code, name in LANGUAGE_NAMES.items()]
        labels = {name: gettext(label) for name, label in _LABELS.items()}
        labels |= {one.key: gettext(one.label) for one in asked}
    return {
        "form": form,
        "kind": KINDS[kind],
        "shapes": Shape,
        "genders": genders(spoken),
        "languages": languages,
        "others": [(code, name) for code, name in languages if code != typed_in],
        "suggested": {one.key: [*stock.words_of(typed_in, one.key), _not_known(stock, typed_in)] for one in asked},
        "boxes_of": {
            one.key: [(term, stock.word(spoken, term)) for term in terms_of(one.key)]
            for one in asked
            if one.shape is Shape.SEVERAL
        },
        "labels": labels,
    }


def refuse_incomplete(form: Submitted[Any], kind: CampaignKind) -> None:
    """Where words of the stock or one's own would do, one of them has to be there."""
    for asked in KINDS[kind].asked:
        if asked.shape is Shape.SEVERAL and asked.need is Need.REQUIRED:
            given = form.checked
            if not getattr(given, asked.key) and not getattr(given, f"{asked.key}_{OWN}"):
                form.refuse(asked.key, CHOOSE_ONE)
                return


def _not_known(stock: Stock, language: str) -> str:
    return stock.word(language, "not_known")


_LABELS = {
    "name": mark("Name"),
    "country": mark("Country"),
    "more_countries": mark("Other countries it is about"),
    "date": mark("Date"),
    "office": mark("Office"),
    "own_demands": mark("Own demands"),
    "source_title": mark("Source"),
    "source_url": mark("Web address"),
    "risk_considered": mark("Risk"),
    "consent": mark("Consent"),
}
