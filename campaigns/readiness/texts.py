"""Gaps, languages that lack, and words that were only tried out."""

import re
from collections.abc import Iterator

from sqlmodel import Session

from campaigns.actions.stock import missing_facts
from campaigns.models.campaign import Campaign
from campaigns.models.texts import foreign_in
from campaigns.readiness.point import Point, Weight
from campaigns.translating.standing import work_by_campaign
from foundation.web.language import gettext, mark, ngettext
from outreach.words import language_name

COLUMNS = {
    "title": mark("title"),
    "summary": mark("story in two sentences"),
    "background": mark("background"),
    "motto": mark("motto"),
    "petition_title": mark("title of the petition"),
    "petition_text": mark("petition text"),
    "petition_addressee": mark("whom the petition addresses"),
}
NEEDED = ("title", "summary", "petition_text")
PAGE_LANGUAGES = ("en", "ru")
OTHER_LANGUAGES = ("fr", "es")
_TRIED_OUT = re.compile(
    r"\b(lorem|ipsum|dolor sit|todo|tbd|xxx+|asdf\w*|qwert\w*|foo|foobar|test(ing)?|тест|проба|заглушка|йцукен\w*)\b"
    r"|@?\bexample\.(org|com|net)\b",
    re.IGNORECASE,
)


def about_texts(session: Session, campaign: Campaign) -> Iterator[Point]:
    at = f"/desk/campaigns/{campaign.slug}"
    if missing := missing_facts(campaign):
        words = gettext(
            "Facts are still missing: %(what)s. Fill them in under “Launch”, or write there that they are not known."
        )
        yield Point(words % {"what": ", ".join(missing)}, f"{at}/launch", Weight.BLOCKS)
    if not campaign.petition_text.get(campaign.original_language):
        words = gettext("The petition has no text yet. Write one under “Texts” first.")
        yield Point(words, f"{at}/texts", Weight.BLOCKS)
    yield from _missing(campaign, f"{at}/texts")
    yield from _untranslated(campaign)
    yield from _outdated(session, campaign)
    yield from _tried_out(campaign, f"{at}/texts")


def _missing(campaign: Campaign, path: str) -> Iterator[Point]:
    for code in PAGE_LANGUAGES:
        lacking = [gettext(COLUMNS[column]) for column in NEEDED if not getattr(campaign, column).get(code)]
        if lacking:
            words = gettext("Not there in %(language)s yet: %(what)s.")
            yield Point(words % {"language": language_name(code), "what": ", ".join(lacking)}, path)


def _untranslated(campaign: Campaign) -> Iterator[Point]:
    """Readers of such a language read the text with these words in the original; no letter leaves with them."""
    for code in PAGE_LANGUAGES + OTHER_LANGUAGES:
        texts = [getattr(campaign, column).get(code, "") for column in COLUMNS]
        texts += [text.get(code, "") for text in campaign.stock.get("texts", {}).values()]
        if words := list(dict.fromkeys(word for text in texts for _language, word in foreign_in(text))):
            said = gettext("Words that are not translated stand in the texts in %(language)s: %(words)s.")
            at = f"/desk/campaigns/{campaign.slug}/translate/{code}?show=left"
            quoted = ", ".join(gettext("“%(word)s”") % {"word": word} for word in words)
            yield Point(said % {"language": language_name(code), "words": quoted}, at)


def _outdated(session: Session, campaign: Campaign) -> Iterator[Point]:
    """Readers of such a language see the original instead, or words that no longer hold."""
    for (_id, language), (_waiting, number) in sorted(work_by_campaign(session, [campaign.id]).items()):
        if number:
            words = ngettext(
                "%(num)d translation is older than its original (%(language)s). Bring it up to date, or let it stand"
                " knowingly.",
                "%(num)d translations are older than their originals (%(language)s). Bring them up to date, or let them"
                " stand knowingly.",
                number,
            )
            at = f"/desk/campaigns/{campaign.slug}/translate/{language}?show=left"
            yield Point(words % {"num": number, "language": language_name(language)}, at)


def _tried_out(campaign: Campaign, path: str) -> Iterator[Point]:
    """An example is made of such words."""
    if campaign.is_example:
        return
    for column, name in COLUMNS.items():
        for code, text in getattr(campaign, column).items():
            if found := _TRIED_OUT.search(text):
                words = gettext("“%(word)s” stands in a text (%(what)s, %(language)s): was it only tried out?")
                values = {"word": found[0], "what": gettext(name), "language": language_name(code)}
                yield Point(words % values, path)
