"""Which languages a campaign has. Whoever needs them asks here, and keeps no list of its own."""

from campaigns.models.campaign import Campaign
from foundation.web.language import LANGUAGES


def languages_of_campaign(campaign: Campaign) -> tuple[str, ...]:
    """Those in which it has a title, the original first; what has none cannot be read as a campaign."""
    written = (code for code in campaign.title if campaign.title[code])
    return tuple(dict.fromkeys((campaign.original_language, *written)))


def languages_to_type(campaign: Campaign) -> tuple[str, ...]:
    """For the pages where facts are typed: the original, then those of the interface. Further ones are translated."""
    return tuple(dict.fromkeys((campaign.original_language, *LANGUAGES)))


def languages_to_push(campaign: Campaign) -> tuple[str, ...]:
    """Wherever a page must have an answer ready: its own, and those that the interface speaks."""
    return tuple(dict.fromkeys((*languages_of_campaign(campaign), *LANGUAGES)))
