"""What keeps an update from being mailed, or from being mailed on."""

from campaigns.models.campaign import Campaign
from campaigns.news_mail.models import NewsMailing, tells_readers
from campaigns.news_mail.words import CAMPAIGN_RESTS
from campaigns.updates.models import Update, UpdateState
from foundation.web.language import mark
from outreach.hindrances import Hindrance
from outreach.models.mailings import NEEDS_SECOND_PERSON_ABOVE

NAMES_HELD = mark("The update names somebody who is on hold, so no reader sees it now.")


def hindrances(campaign: Campaign, update: Update, mailing: NewsMailing, recipients: int) -> list[Hindrance]:
    """In the order in which they are best lifted; empty when it may go."""
    lacking = []
    if campaign.is_example:
        lacking.append(Hindrance(mark("An example writes to nobody.")))
    elif not tells_readers(campaign):
        lacking.append(Hindrance(CAMPAIGN_RESTS))
    if not update.is_public:
        is_held = update.state is UpdateState.PUBLISHED and update.names_held
        lacking.append(Hindrance(NAMES_HELD if is_held else mark("The update is not published.")))
    if not update.digest_key:
        words = mark("Who got this update is forgotten by now, so that somebody could get it twice.")
        lacking.append(Hindrance(words))
    if not recipients:
        lacking.append(Hindrance(mark("Nobody would get it: choose who is to be written to.")))
    if mailing.needs_second_person(recipients, was_published_alone=update.awaits_review_after_emergency):
        if update.awaits_review_after_emergency:
            words = mark("One person alone published this, so a second person has to look at it first.")
            lacking.append(Hindrance(words, by_approval=True))
        else:
            words = mark("More than %(most)s people would get it, so a second person has to look at it first.")
            lacking.append(Hindrance(words, {"most": NEEDS_SECOND_PERSON_ABOVE}, by_approval=True))
    return lacking
