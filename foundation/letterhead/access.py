"""Which signature an address names."""

from sqlmodel import Session

from foundation.accounts.access import NO_SUCH_PAGE, SignedIn
from foundation.errors import GoneAlready, NotFound
from foundation.letterhead.models import SignaturePicture


def find_signature(session: Session, user: SignedIn, signature_id: int) -> SignaturePicture:
    """Raises NotFound for another organisation's, GoneAlready for one that nobody has."""
    found = session.get(SignaturePicture, signature_id)
    if found is None:
        raise GoneAlready(NO_SUCH_PAGE, page="/desk/settings/paper")
    if found.organisation_id != user.organisation_id:
        raise NotFound(NO_SUCH_PAGE)
    return found
