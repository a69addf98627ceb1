"""One row of everything that an address can name, owned by one organisation. Its names hold the word canary."""

import re

from sqlmodel import Session

from foundation.accounts.models import Organisation
from foundation.settings import Settings
from tests.factories.accounts import an_organisation

_values: dict[str, str] = {}


def build_world(session: Session, settings: Settings) -> Organisation:
    """Fills the values that `address_of` puts into the places of a path."""
    _values.clear()
    return an_organisation(session, "Canary Federation")


def address_of(path: str) -> str:
    """`/desk/campaigns/{slug}` → the address of the world's own campaign. A place nobody filled is a KeyError."""
    return re.sub(r"{(\w+)(?::path)?}", lambda place: _values[place[1]], path)
