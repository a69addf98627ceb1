"""Whether a link names a partner of the organisation. Who the partners are is known elsewhere, and told here by whoever
puts the rooms together; until then nobody is one.
"""

from collections.abc import Callable

from sqlmodel import Session

from petitions.models.petition import Petition

Lookup = Callable[[Session, int, str], bool]
"""From the organisation and the code of a link."""

_lookups: list[Lookup] = []


def look_up_with(lookup: Lookup) -> None:
    _lookups[:] = [lookup]


def names_a_partner(session: Session, petition: Petition, code: str) -> bool:
    return bool(code) and any(lookup(session, petition.organisation_id, code) for lookup in _lookups)
