"""Brings a campaign that is already here up to date from its file. What is on hold here stays unless somebody says in
so many words that the file knows better.
"""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from campaigns.actions.bring_files import FilesOfCampaign, known_files, lacking_files
from campaigns.actions.bring_news import bring_news
from campaigns.actions.facts import fact_changed, hide_what_was_printed
from campaigns.facts.rows import TABLES, read_rows
from campaigns.files.compare import Comparison, How, compare
from campaigns.files.export_campaign import campaign_file
from campaigns.files.hidden import ITS_OWN, with_hidden
from campaigns.files.rows_from_file import RowsFromFile
from campaigns.files.schema import CampaignFile
from campaigns.models.actor import Actor
from campaigns.models.campaign import Campaign
from campaigns.models.demand import Demand
from campaigns.models.fact import CampaignRow, NamedFact
from campaigns.models.finding import LinkedCampaign
from campaigns.models.portrait import Portrait
from foundation.accounts.access import SignedIn
from foundation.files import discard_if_unnamed

Key = tuple[Any, ...]
Rows = dict[type[CampaignRow], list[CampaignRow]]


@dataclass(frozen=True)
class Update:
    """`file` is the campaign as it would be, with what stays; `lacking`: how many files it only names."""

    file: CampaignFile
    comparison: Comparison
    lacking: int = 0


def plan_update(
    session: Session,
    *,
    campaign: Campaign,
    file: CampaignFile,
    drop_held: bool = False,
    files_dir: Path | None = None,
) -> Update:
    full = campaign_file(session, campaign=campaign, include_held=True)
    public = campaign_file(session, campaign=campaign, include_held=False, files_dir=files_dir)
    after = with_hidden(file, public=public, full=full, drop_held=drop_held)
    comparison = compare(full, after, file)
    after.files = file.files
    return Update(after, comparison, lacking_files(after, known_files(session, campaign)))


def update_from_file(
    session: Session, *, user: SignedIn | None, campaign: Campaign, update: Update, files_dir: Path | None = None
) -> None:
    """Facts keep their identity: letters, dossiers and links go on pointing at them. State and address stay. Without
    `files_dir` no new pictures and no new evidence are kept. Raises BadInput for a file that nobody may keep."""
    file = update.file
    for name in CampaignFile.model_fields:
        if name in Campaign.model_fields and name not in ITS_OWN:
            setattr(campaign, name, getattr(file, name))
    for name in type(file.petition).model_fields:
        setattr(campaign, f"petition_{name}", getattr(file.petition, name))
    # The texts are whole now; what names somebody on hold is kept back again at the end.
    campaign.withheld = {}
    before = read_rows(session, campaign_id=campaign.id, include_held=True).by_table
    files = FilesOfCampaign(session, file, known_files(session, campaign), files_dir)
    made = RowsFromFile(campaign, file, files.taken)
    made.make()
    made.tie_parents()
    fewer_faces = _shown_faces(before) - _shown_faces(made.rows)
    known = _keep_identities(before, made.rows)
    _replace(session, before, made.rows, known)
    bring_news(session, campaign=campaign, file=file, steps=made.steps, files=files, by=user)
    if files_dir is not None:
        for sha256 in files.known:
            discard_if_unnamed(session, files_dir, sha256)
    every = [entry for block in update.comparison.blocks for entry in block.entries]
    if fewer_faces or any(entry.held or entry.how is How.REMOVED for entry in every):
        hide_what_was_printed(campaign)
    fact_changed(session, user=user, campaign=campaign, act="campaign.updated_from_file")


def _shown_faces(rows: Rows) -> set[str]:
    return {row.sha256 for row in rows[Portrait] if isinstance(row, Portrait) and not row.is_kept_back}


def _keep_identities(before: Rows, after: Rows) -> set[int]:
    """Gives each new row the id of the old one it takes the place of, and returns these ids."""
    old_ids: dict[int, int] = {}
    for table in TABLES:
        links = _links(table)
        _tie(after[table], links, old_ids)
        for of in (_same, _same_place):
            waiting = defaultdict(list)
            taken = set(old_ids.values())
            for row in before[table]:
                if row.id not in taken:
                    waiting[of(row)].append(row)
            for row in after[table]:
                if row.id not in old_ids and (found := waiting[of(row)]):
                    old_ids[row.id] = found.pop(0).id
        for row in after[table]:
            row.id = old_ids.get(row.id, row.id)
        _tie(after[table], links, old_ids)  # an organisation may belong to one of the same table
    return set(old_ids.values())


def _tie(rows: list[CampaignRow], links: list[str], old_ids: dict[int, int]) -> None:
    for row in rows:
        for link in links:
            setattr(row, link, old_ids.get(getattr(row, link), getattr(row, link)))


def _columns(table: type[CampaignRow]) -> sa.ColumnCollection[str, sa.Column[Any]]:
    columns: sa.ColumnCollection[str, sa.Column[Any]] = table.__table__.c  # type: ignore[attr-defined]  # of tables
    return columns


def _links(table: type[CampaignRow]) -> list[str]:
    return [column.name for column in _columns(table) if column.foreign_keys and column.name != "campaign_id"]


def _same(row: CampaignRow) -> Key:
    """By its name in the file; a row without one by all it says."""
    if isinstance(row, NamedFact):
        return (row.key,)
    if isinstance(row, LinkedCampaign):
        return (row.slug,)
    passing = {"id", "campaign_id", "position", "hold", "hold_reason"}
    return tuple(repr(getattr(row, column.name)) for column in _columns(type(row)) if column.name not in passing)


def _same_place(row: CampaignRow) -> Key:
    """A step of a chain that was corrected is still that step. What has a name has no other place."""
    if isinstance(row, NamedFact | LinkedCampaign):
        return (row.id,)
    return tuple(getattr(row, link) for link in _links(type(row)))


def _replace(session: Session, before: Rows, after: Rows, known: set[int]) -> None:
    numbers = {row.id: row.number for row in after[Demand] if isinstance(row, Demand)}
    for row in before[Demand]:
        # Two demands may have changed numbers with each other, and no two have the same at any moment.
        if isinstance(row, Demand) and numbers.get(row.id) != row.number:
            row.number = None
    session.flush()
    for table in reversed(TABLES):
        for row in before[table]:
            if row.id not in known:
                session.delete(row)
        session.flush()
    parents = _untied_parents(after, known)
    for table in TABLES:
        with session.no_autoflush:
            merged = [session.merge(row) for row in after[table]]
        session.flush()
        for row in merged:
            if isinstance(row, Actor) and row.id in parents:
                row.parent_id = parents[row.id]
        session.flush()


def _untied_parents(after: Rows, known: set[int]) -> dict[int, int]:
    """An organisation may belong to one that comes later: such ties are taken off and returned."""
    actors = [row for row in after[Actor] if isinstance(row, Actor)]
    parents = {row.id: row.parent_id for row in actors if row.parent_id is not None and row.parent_id not in known}
    for row in actors:
        if row.id in parents:
            row.parent_id = None
    return parents
