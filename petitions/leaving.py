"""The link in every mail of the general list that ends it: what it says, and what its button does (RFC 8058)."""

from sqlmodel import Session, select

from foundation.accounts.models import Organisation
from foundation.clock import utc_now
from foundation.errors import NotFound
from foundation.mail.setup import mail_setup
from foundation.mail.unsubscribing import NOT_VALID, Words, unsubscriber
from foundation.security.links import make_token, row_of_token, token_holds
from foundation.web.language import mark
from petitions.actions.general_list import leave_list
from petitions.models.list_member import ListMember

PURPOSE = "petitions.general-list"

WOULD_MEAN = mark("You would leave the general mailing list of %(organisation)s, and your address there is deleted.")
IS_DONE = mark("You have left the general mailing list of %(organisation)s, and your address there is deleted.")


def leave_list_url(member: ListMember) -> str:
    """For the foot of a mail and for its List-Unsubscribe header."""
    return f"{mail_setup().base_url}/unsubscribe/{make_token(PURPOSE, member.id, member.nonce)}"


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
