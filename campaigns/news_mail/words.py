"""What audiences, acts and hindrances of news are called for people."""

from campaigns.news_mail.models import Audience
from foundation.accounts.acts import name_acts
from foundation.web.language import mark

UPDATE_CHANGED = mark("The update was changed, taken back, or names somebody who is on hold now.")
CAMPAIGN_RESTS = mark("The campaign is not public any more, is paused, or is off the site for now.")
SENDER_LEFT = mark("Whoever sent it may no longer send. Another organiser has to let it go on.")

AUDIENCES = {
    Audience.SIGNERS: mark("Signers who asked for news of this campaign"),
    Audience.LIST: mark("The general mailing list of the organisation"),
    Audience.PARTNERS: mark("Partners who were written to about this campaign"),
}

name_acts(
    {
        "news.approved": mark("looked at the mailing of an update as the second person"),
        "news.sent": mark("mailed an update"),
        "news.paused": mark("paused the mailing of an update"),
        "news.held": mark("paused the mailing of an update, since who sent it may no longer send"),
        "news.resumed": mark("let the mailing of an update go on"),
        "news.cancelled": mark("called off the mailing of an update"),
        "news.unknown_resent": mark("sent an update once more to those it may not have reached"),
        "news.unknown_skipped": mark("let unknown deliveries of an update be"),
    }
)
