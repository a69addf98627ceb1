"""The links that end news, of a campaign or of the general list: what they say and what they do (RFC 8058). Each opens
in the language of the mail it stands in."""

from sqlmodel import Session, select

from foundation.accounts.models import Organisation
from foundation.clock import utc_now
from foundation.errors import NotFound
from foundation.mail.setup import mail_setup
from foundation.mail.unsubscribing import NOT_VALID, Words, unsubscriber
from foundation.security.links import make_token, row_of_token, token_holds
from foundation.web.language import mark
from petitions.access import lock_by_reference
from petitions.actions.general_list import leave_list
from petitions.actions.stop_news import stop_news
from petitions.mailed_links import WITHDRAW_PURPOSE
from petitions.models.consent import ConsentKind
from petitions.models.list_member import ListMember
from petitions.models.signature import Signature
from petitions.queries.consents import agreed_to
from petitions.queries.signatures import signature_by_reference

PURPOSE = "petitions.general-list"
NEWS_PURPOSE = "petitions.campaign-news"

WOULD_MEAN = mark("You would leave the general mailing list of %(organisation)s, and your address there is deleted.")
IS_DONE = mark("You have left the general mailing list of %(organisation)s, and your address there is deleted.")
NO_MORE_NEWS_WOULD_MEAN = mark("You would get no more news of this campaign. Your signature stays and counts.")
NO_MORE_NEWS = mark("No more news of this campaign comes to this address. Your signature stays and counts.")


def stop_news_url(signature: Signature, language: str) -> str:
    """For the foot of a mail with news of a campaign, and for its List-Unsubscribe header."""
    token = make_token(NEWS_PURPOSE, signature.reference, signature.nonce)
    return f"{mail_setup().site_in(language)}/unsubscribe/{token}"


def withdraw_url(signature: Signature, language: str) -> str:
    token = make_token(WITHDRAW_PURPOSE, signature.reference, signature.nonce)
    return f"{mail_setup().site_in(language)}/withdraw/{token}"


def what_no_news_would_mean(session: Session, token: str) -> Words:
    signature = _signature_of(session, token)
    wishes = ConsentKind.UPDATES in agreed_to(session, signature_id=signature.row_id)
    return Words(NO_MORE_NEWS_WOULD_MEAN if wishes else NO_MORE_NEWS)


@unsubscriber(NEWS_PURPOSE, shows=what_no_news_would_mean)
def stop_news_by_link(session: Session, token: str) -> Words:
    reference = _signature_of(session, token).reference
    signature = lock_by_reference(session, reference)
    if signature is not None:
        stop_news(session, signature=signature, now=utc_now())
    return Words(NO_MORE_NEWS)


def _signature_of(session: Session, token: str) -> Signature:
    found = signature_by_reference(session, row_of_token(token))
    if found is None or not token_holds(token, NEWS_PURPOSE, found[0].reference, found[0].nonce):
        raise NotFound(NOT_VALID)
    return found[0]


def leave_list_url(member: ListMember, language: str) -> str:
    """For the foot of a mail and for its List-Unsubscribe header."""
    return f"{mail_setup().site_in(language)}/unsubscribe/{make_token(PURPOSE, member.id, member.nonce)}"


def what_it_would_mean(session: Session, token: str) -> Words:
    member = _member_of(session, token)
    return Words(IS_DONE if member.left_at else WOULD_MEAN, {"organisation": _organisation(session, member)})


@unsubscriber(PURPOSE, shows=what_it_would_mean)
def leave_by_link(session: Session, token: str) -> Words:
    member = _member_of(session, token)
    leave_list(session, member=member, now=utc_now())
    return Words(IS_DONE, {"organisation": _organisation(session, member)})


def _member_of(session: Session, token: str) -> ListMember:
    member = session.exec(select(ListMember).where(ListMember.id == row_of_token(token))).first()
    if member is None or not token_holds(token, PURPOSE, member.id, member.nonce):
        raise NotFound(NOT_VALID)
    return member


def _organisation(session: Session, member: ListMember) -> str:
    return session.get_one(Organisation, member.organisation_id).name
