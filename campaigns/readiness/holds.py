"""What holds keep from readers, and what that leaves behind."""

from collections.abc import Iterator

from campaigns.actions.holding import INSTEAD
from campaigns.actions.slugs import in_ascii
from campaigns.facts.shapes import CampaignFacts
from campaigns.models.campaign import Campaign
from campaigns.readiness.point import Point
from campaigns.readiness.texts import COLUMNS
from foundation.web.language import gettext, ngettext


def about_holds(facts: CampaignFacts, shown: CampaignFacts, campaign: Campaign) -> Iterator[Point]:
    """Demands and events that name or concern nobody but who is on hold leave a gap that nobody explains to readers."""
    at = f"/desk/campaigns/{campaign.slug}"
    yield from _kept_back(campaign, at)
    if demands := len(facts.demands) - len(shown.demands):
        words = ngettext(
            "%(num)d demand is left out, because it names or concerns only who is on hold.",
            "%(num)d demands are left out, because they name or concern only who is on hold.",
            demands,
        )
        yield Point(words % {"num": demands}, f"{at}/facts")
    if events := len(facts.timeline) - len(shown.timeline):
        words = ngettext(
            "%(num)d event is left out, because it names or concerns only who is on hold.",
            "%(num)d events are left out, because they name or concern only who is on hold.",
            events,
        )
        yield Point(words % {"num": events}, f"{at}/facts")


def _kept_back(campaign: Campaign, at: str) -> Iterator[Point]:
    """What a hold has taken off the pages, so that somebody writes it anew without the name."""
    if campaign.unpublished:
        return  # it comes back as it was
    for column, texts in campaign.withheld.items():
        words = gettext(
            "Not shown, because it names somebody who is on hold: %(what)s. Write it anew without the name."
        )
        what = f"{gettext(COLUMNS[column])} ({', '.join(sorted(texts))})"
        yield Point(words % {"what": what}, f"{at}/texts")
    # An address that the panic button lent for a while told nobody's name.
    lent = in_ascii(INSTEAD["en"])
    if any(not slug.startswith(lent) for slug in campaign.former_slugs):
        words = gettext(
            "The old address named somebody who is on hold. The page is now at %(address)s, and links that were"
            " already sent lead nowhere."
        )
        yield Point(words % {"address": f"/campaigns/{campaign.slug}"}, "")
