"""Brings a campaign in from its file: all of it, or nothing and a list of what is wrong."""

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from campaigns.actions.bring_files import FilesOfCampaign, lacking_files, too_many_portraits
from campaigns.actions.bring_news import bring_news
from campaigns.actions.slugs import is_taken
from campaigns.files.problems import FileProblem
from campaigns.files.read import read_file, slug_taken
from campaigns.files.rows_from_file import RowsFromFile
from campaigns.files.schema import CampaignFile
from campaigns.models.campaign import ENDED_STATES, PUBLIC_STATES, Campaign, CampaignState
from campaigns.offices.merged import directory_now
from campaigns.translating.keeping import keep_translations
from campaigns.versions.actions import begin_log
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now
from foundation.errors import BadInput

OWN_COLUMNS = ("title", "text", "addressee")


@dataclass(frozen=True)
class ImportReport:
    """`campaign_id` is None after a dry run and when there are problems. `counts`: table name to rows made; `lacking`:
    files that the campaign file only names."""

    slug: str = ""
    campaign_id: int | None = None
    dry_run: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    problems: tuple[FileProblem, ...] = ()
    lacking: int = 0

    @property
    def is_fine(self) -> bool:
        return not self.problems


def import_campaign(
    session: Session,
    *,
    organisation_id: int,
    content: bytes,
    by: SignedIn | None,
    dry_run: bool = False,
    keep_state: bool = False,
    files_dir: Path | None = None,
) -> ImportReport:
    """Never raises for what is wrong with the file: that is in the report, and then nothing is in the database.

    The campaign begins as a draft, since two persons publish; `keep_state` takes the state the file names and is
    for the examples that come with the product. Without `files_dir` no pictures and no evidence are kept.
    """
    file, tree, problems = read_file(content, directory_now(session))
    if file is None:
        return ImportReport(dry_run=dry_run, problems=problems)
    if is_taken(session, file.slug, organisation_id=organisation_id):
        return ImportReport(slug=file.slug, dry_run=dry_run, problems=(slug_taken(file, tree),))
    campaign = _campaign_row(file, organisation_id, by, keep_state)
    files = FilesOfCampaign(session, file, {}, None if dry_run else files_dir)
    # What is taken is checked when it is taken: a second look at every picture would double the work.
    if wrong := files.problems(tree) if dry_run else too_many_portraits(file, tree):
        return ImportReport(slug=file.slug, dry_run=dry_run, problems=tuple(sorted(wrong)))
    rows = RowsFromFile(campaign, file, files.taken)
    try:
        with session.begin_nested() as savepoint:
            session.add(campaign)
            session.flush()  # facts point at it
            rows.make()
            rows.insert(session)
            keep_translations(session, campaign)
            bring_news(session, campaign=campaign, file=file, steps=rows.steps, files=files, by=by)
            if dry_run:
                savepoint.rollback()
    except BadInput as refusal:
        place = FileProblem(*tree.place_of(("files",)), refusal.words, refusal.values)
        return ImportReport(slug=file.slug, dry_run=dry_run, problems=(place,))
    except IntegrityError:
        # Two imports of one slug at the same moment: the other was first.
        return ImportReport(slug=file.slug, dry_run=dry_run, problems=(slug_taken(file, tree),))
    lacking = lacking_files(file, set())
    counts = rows.counts | {name: len(told) for name, told in (("news", file.news), ("ends", file.closings)) if told}
    if dry_run:
        return ImportReport(slug=file.slug, dry_run=True, counts=counts, lacking=lacking)
    if campaign.is_public:
        begin_log(session, campaign=campaign, user=by, words="")
    record(session, user=by, organisation_id=organisation_id, act="campaign.imported", about=f"campaign:{file.slug}")
    return ImportReport(slug=file.slug, campaign_id=campaign.id, counts=counts, lacking=lacking)


def _campaign_row(file: CampaignFile, organisation_id: int, by: SignedIn | None, keep_state: bool) -> Campaign:
    columns = {name: getattr(file, name) for name in type(file).model_fields if name in Campaign.model_fields}
    columns |= {f"petition_{name}": getattr(file.petition, name) for name in OWN_COLUMNS}
    if not keep_state:
        columns |= {"state": CampaignState.DRAFT, "outcome": None}
    elif file.state in PUBLIC_STATES:
        columns["published_at"] = utc_now()
        columns["closed_at"] = utc_now() if file.state in ENDED_STATES else None
    return Campaign(organisation_id=organisation_id, created_by_id=by.user_id if by else None, **columns)
