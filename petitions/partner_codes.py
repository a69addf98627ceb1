"""Which codes in links are partners' of an organisation. Who the partners are is known elsewhere, and told here by
whoever puts the rooms together; until then nobody is one.
"""

from collections.abc import Callable, Collection, Mapping

from sqlmodel import Session

from petitions.models.petition import Petition

Lookup = Callable[[Session, int, Collection[str]], Mapping[str, str]]
"""From the organisation and codes of links: the partners' names by their codes, without the codes that are nobody's."""

_lookups: list[Lookup] = []


def look_up_with(lookup: Lookup) -> None:
    _lookups[:] = [lookup]


def partner_names(session: Session, organisation_id: int, codes: Collection[str]) -> dict[str, str]:
    return {code: name for lookup in _lookups for code, name in lookup(session, organisation_id, codes).items()}


def names_a_partner(session: Session, petition: Petition, code: str) -> bool:
    return bool(code and partner_names(session, petition.organisation_id, [code]))
