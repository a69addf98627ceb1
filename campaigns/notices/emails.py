"""The mail behind a notice. It names neither the campaign nor anybody in it: mailboxes are read by others too."""

from sqlmodel import Session

from campaigns.models.campaign import Campaign
from campaigns.notices.actions import NOTICE_MAIL
from campaigns.notices.models import Notice
from foundation.accounts.models import Organisation, User
from foundation.mail.composing import compose, composer
from foundation.mail.messages import Message
from foundation.mail.setup import mail_setup
from foundation.web.language import DEFAULT_LANGUAGE, LANGUAGES


@composer(NOTICE_MAIL, must_arrive=True)
def notice(session: Session, notice_id: int) -> Message | None:
    """None when the campaign is gone or the account shut."""
    found = session.get(Notice, notice_id)
    user = session.get(User, found.organiser_id) if found else None
    if found is None or user is None or not user.is_active:
        return None
    campaign = session.get_one(Campaign, found.campaign_id)
    language = user.language if user.language in LANGUAGES else DEFAULT_LANGUAGE
    return compose(
        "campaigns/notice",
        language=language,
        to=user.email,
        to_name=user.name,
        kind=found.kind.value,
        at=found.made_at,
        organisation=session.get_one(Organisation, campaign.organisation_id).name,
        desk_url=f"{mail_setup().site_in(language)}/desk",
    )
