"""What importing a partner list would do, found out without doing it: what is new, what is known, what is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.text import name_key
from foundation.web.language import mark
from outreach.models.partners import Contact, Partner
from outreach.partner_csv import Finding, PartnerRow, PartnerSheet

PartnerKey = tuple[str, str]
"""The name as it is compared, and the country."""


@dataclass(frozen=True)
class NewContact:
    """`partner` is the key of a new partner, or the id of one in the directory."""

    row: PartnerRow
    partner: int | PartnerKey


@dataclass
class ImportPlan:
    partners: dict[PartnerKey, PartnerRow] = field(default_factory=dict)
    contacts: list[NewContact] = field(default_factory=list)
    parents: dict[PartnerKey, int | PartnerKey] = field(default_factory=dict)
    known: list[PartnerRow] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)

    @property
    def rows_taken(self) -> int:
        """Rows that bring a partner, a contact or both."""
        return len({row.number for row in self.partners.values()} | {new.row.number for new in self.contacts})


@dataclass
class _Directory:
    """What is there already, and what the file has brought so far."""

    partners: dict[str, dict[str, int | PartnerKey]]
    addresses: dict[bytes, int | PartnerKey]

    def find(self, key: str, country: str) -> int | PartnerKey | None:
        """Without a country on either side, the name alone tells, if it can."""
        by_country = self.partners.get(key, {})
        if country in by_country:
            return by_country[country]
        if not country and len(by_country) == 1:
            return next(iter(by_country.values()))
        return by_country.get("")

    def add(self, key: PartnerKey) -> None:
        self.partners.setdefault(key[0], {})[key[1]] = key


def plan_import(session: Session, *, organisation_id: int, sheet: PartnerSheet) -> ImportPlan:
    """Reads only. Rows are taken in the order of the file; what is known stays as it is in the directory."""
    plan = ImportPlan(refused=list(sheet.refused))
    directory = _directory(session, organisation_id)
    for row in sheet.rows:
        _take(plan, directory, row)
    _settle_parents(plan, directory)
    return plan


def _take(plan: ImportPlan, directory: _Directory, row: PartnerRow) -> None:
    found = directory.find(row.key, row.country)
    place: int | PartnerKey = (row.key, row.country) if found is None else found
    digest = row.email_digest
    owner = directory.addresses.get(digest)
    if owner is not None and owner != place:
        words = mark("This address already belongs to a contact of another partner.")
        plan.refused.append(Finding(row.number, row.cells, "email", words))
        return
    if found is None and isinstance(place, tuple):
        directory.add(place)
        plan.partners[place] = row
    if digest and owner is None:
        directory.addresses[digest] = place
        plan.contacts.append(NewContact(row, place))
    elif found is not None:
        plan.known.append(row)


def _settle_parents(plan: ImportPlan, directory: _Directory) -> None:
    """After all rows are read, for a parent may come later in the file. Circles are cut where they close."""
    for key, row in plan.partners.items():
        if not row.parent:
            continue
        above = directory.find(name_key(row.parent), row.country) or directory.find(name_key(row.parent), "")
        if above is None or _leads_to(plan.parents, above, key):
            words = mark("Entered without “belongs to”: there is no such partner, or it would stand above itself.")
            plan.remarks.append(Finding(row.number, row.cells, "parent", words))
        else:
            plan.parents[key] = above


def _leads_to(parents: Mapping[PartnerKey, int | PartnerKey], start: int | PartnerKey, end: PartnerKey) -> bool:
    place: int | PartnerKey | None = start
    while isinstance(place, tuple):
        if place == end:
            return True
        place = parents.get(place)
    return False


def _directory(session: Session, organisation_id: int) -> _Directory:
    directory = _Directory({}, {})
    partners = session.execute(
        sa.select(col(Partner.id), col(Partner.name_key), col(Partner.country)).where(
            col(Partner.organisation_id) == organisation_id
        )
    )
    for partner_id, key, country in partners:
        directory.partners.setdefault(key, {})[country] = partner_id
    contacts = session.execute(
        sa.select(col(Contact.email_digest), col(Contact.partner_id)).where(
            col(Contact.organisation_id) == organisation_id
        )
    )
    directory.addresses = {bytes(digest): partner_id for digest, partner_id in contacts}
    return directory
