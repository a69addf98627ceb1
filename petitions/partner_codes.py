"""Which codes in links, and which names of organisations, are partners'. Who the partners are is known elsewhere, and
told here by whoever puts the rooms together; until then nobody is one.
"""

from collections.abc import Callable, Collection, Mapping

from sqlmodel import Session

from foundation.text import name_key
from petitions.models.petition import Petition

ByCode = Callable[[Session, int, Collection[str]], Mapping[str, str]]
"""From the organisation and codes of links: the partners' names by their codes, without the codes that are nobody's."""
ByName = Callable[[Session, int, Collection[str]], Collection[str]]
"""From the organisation and names, each as `name_key` makes it: those that are a partner's."""

_lookups: list[tuple[ByCode, ByName]] = []


def look_up_with(by_code: ByCode, by_name: ByName) -> None:
    _lookups[:] = [(by_code, by_name)]


def partner_names(session: Session, organisation_id: int, codes: Collection[str]) -> dict[str, str]:
    return {code: name for by_code, _by in _lookups for code, name in by_code(session, organisation_id, codes).items()}


def names_a_partner(session: Session, petition: Petition, code: str) -> bool:
    return bool(code and partner_names(session, petition.organisation_id, [code]))


def names_of_partners(session: Session, organisation_id: int, names: Collection[str]) -> set[str]:
    """Those of the names that are a partner's, in any spelling."""
    by_key = {name: name_key(name) for name in names}
    keys = set(by_key.values())
    known = {key for _by, by_name in _lookups for key in by_name(session, organisation_id, keys)} if keys else set()
    return {name for name, key in by_key.items() if key in known}
