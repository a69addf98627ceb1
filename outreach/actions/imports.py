"""Taking a partner list in: kept sealed between upload and import, then entered in one transaction."""

import base64
import secrets
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now
from foundation.database import random_id
from foundation.errors import BadInput, Conflict
from foundation.mail.addresses import address_digest
from foundation.mail.suppression import suppressed_digests
from outreach.actions.partners import unsubscribed_group
from outreach.import_plan import ImportPlan, PartnerKey, plan_import
from outreach.models.imports import KEPT_FOR, PartnerImport
from outreach.models.partners import Contact, ContactState, Partner, new_kit_code, new_via_code
from outreach.names import name_order
from outreach.partner_csv import Finding, PartnerSheet, read_partners, report_of_refused

IDS_AT_ONCE = 10_000


@dataclass(frozen=True)
class ImportReport:
    """Rows that were known stayed as they are; of the refused ones each says why."""

    partners_added: int
    contacts_added: int
    rows_known: int
    refused: Sequence[Finding]
    remarks: Sequence[Finding]


def keep_upload(
    session: Session, *, user: SignedIn, organisation_id: int, filename: str, content: bytes
) -> PartnerImport:
    """The file as it was sent, until it is imported or a week has passed."""
    forget_imports(session)
    upload = PartnerImport(
        organisation_id=organisation_id,
        filename=filename[:200],
        content=base64.b64encode(zlib.compress(content)).decode(),
    )
    session.add(upload)
    session.flush()
    _record(session, user, upload, "partners.uploaded")
    return upload


def content_of(upload: PartnerImport) -> bytes:
    return zlib.decompress(base64.b64decode(upload.content)) if upload.content else b""


def import_partners(
    session: Session, *, organisation_id: int, content: bytes, encoding: str = "", delimiter: str = ""
) -> ImportReport:
    """All that can be taken, in this transaction. Raises BadInput when the file as a whole cannot be read."""
    return import_sheet(
        session, organisation_id=organisation_id, sheet=read_partners(content, encoding=encoding, delimiter=delimiter)
    )


def import_upload(session: Session, *, user: SignedIn, upload: PartnerImport, sheet: PartnerSheet) -> ImportReport:
    """`sheet` is the upload as a person saw it in the preview. Raises Conflict when it was imported already."""
    session.refresh(upload, with_for_update=True)
    if upload.is_done:
        raise Conflict("This list was imported already.")
    report = import_sheet(session, organisation_id=upload.organisation_id, sheet=sheet)
    upload.imported_at, upload.content = utc_now(), ""
    upload.partners_added, upload.contacts_added = report.partners_added, report.contacts_added
    upload.rows_known, upload.rows_refused = report.rows_known, len(report.refused)
    if report.refused:
        upload.refused_rows = report_of_refused(sheet.table.header, report.refused).decode()
    session.add(upload)
    _record(
        session,
        user,
        upload,
        "partners.imported",
        f"{report.partners_added} partners, {report.contacts_added} contacts",
    )
    return report


def discard_upload(session: Session, *, user: SignedIn, upload: PartnerImport) -> None:
    _record(session, user, upload, "partners.discarded")
    session.delete(upload)


def forget_imports(session: Session) -> None:
    """Uploads and reports hold addresses; they are kept for a week."""
    session.execute(sa.delete(PartnerImport).where(col(PartnerImport.created_at) < utc_now() - KEPT_FOR))


def import_sheet(session: Session, *, organisation_id: int, sheet: PartnerSheet) -> ImportReport:
    orders = {row.name: name_order(row.name) for row in sheet.rows}  # before the first statement takes the lock
    plan = plan_import(session, organisation_id=organisation_id, sheet=sheet)
    if not sheet.rows and not plan.refused:
        raise BadInput("This file has a header and no rows.")
    ids = {key: random_id() for key in plan.partners}
    if plan.partners:
        session.connection().execute(sa.insert(Partner), _partner_values(organisation_id, plan, ids, orders))
        _set_parents(session, plan, ids)
    if plan.contacts:
        session.connection().execute(sa.insert(Contact), _contact_values(session, organisation_id, plan, ids))
    return ImportReport(len(plan.partners), len(plan.contacts), len(plan.known), plan.refused, plan.remarks)


def _partner_values(
    organisation_id: int, plan: ImportPlan, ids: dict[PartnerKey, int], orders: dict[str, bytes]
) -> list[dict[str, Any]]:
    now = utc_now()
    return [
        {
            "id": ids[key],
            "organisation_id": organisation_id,
            "name": row.name,
            "name_key": key[0],
            "name_order": orders[row.name],
            "kind": row.kind,
            "country": row.country,
            "sector": row.sector,
            "languages": list(row.languages),
            "parent_id": None,
            "members": row.members,
            "members_on": row.members_on,
            "via_code": new_via_code(),
            "kit_code": new_kit_code(),
            "created_at": now,
        }
        for key, row in plan.partners.items()
    ]


def _set_parents(session: Session, plan: ImportPlan, ids: dict[PartnerKey, int]) -> None:
    """In a second step, when every parent has its row."""
    if not plan.parents:
        return
    parents = [
        {"id": ids[key], "parent_id": ids[above] if isinstance(above, tuple) else above}
        for key, above in plan.parents.items()
    ]
    session.execute(sa.update(Partner), parents)


def _contact_values(
    session: Session, organisation_id: int, plan: ImportPlan, ids: dict[PartnerKey, int]
) -> list[dict[str, Any]]:
    now = utc_now()
    group = unsubscribed_group(organisation_id)
    digests = [address_digest(new.row.email) for new in plan.contacts]
    unwanted: set[bytes] = set()
    for start in range(0, len(digests), IDS_AT_ONCE):
        asked = {(digest, group) for digest in digests[start : start + IDS_AT_ONCE]}
        unwanted |= {digest for digest, _group in suppressed_digests(session, asked)}
    return [
        {
            "id": random_id(),
            "organisation_id": organisation_id,
            "partner_id": ids[new.partner] if isinstance(new.partner, tuple) else new.partner,
            "name": new.row.contact,
            "role": new.row.role,
            "email": new.row.email,
            "email_digest": new.row.email_digest,
            "language": new.row.language or _language_of(new.row.languages),
            "zone": new.row.zone,
            "state": ContactState.UNSUBSCRIBED if digest in unwanted else ContactState.ACTIVE,
            "state_since": now if digest in unwanted else None,
            "nonce": secrets.token_bytes(16),
            "created_at": now,
        }
        for new, digest in zip(plan.contacts, digests, strict=True)
    ]


def _language_of(languages: Sequence[str]) -> str:
    """A contact without a language of its own is written to in the partner's first."""
    return languages[0] if languages else "en"


def _record(session: Session, user: SignedIn, upload: PartnerImport, act: str, detail: str = "") -> None:
    about = f"import:{upload.id}"
    record(session, user=user, organisation_id=upload.organisation_id, act=act, about=about, detail=detail)
