"""The campaigns that come with the product: three from history, and a made-up one that is open for signing."""

from pathlib import Path

from sqlmodel import Session, select

from campaigns.actions.import_campaign import ImportReport, import_campaign
from campaigns.directory import DATA
from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn

EXAMPLES = DATA / "examples"


def example_files() -> tuple[Path, ...]:
    return tuple(sorted(EXAMPLES.glob("*.yaml")))


def load_examples(session: Session, *, organisation_id: int, by: SignedIn | None = None) -> tuple[ImportReport, ...]:
    """Those that are not there yet, each in the state its file names."""
    there = set(session.exec(select(Campaign.slug)))
    return tuple(
        import_campaign(session, organisation_id=organisation_id, content=path.read_bytes(), by=by, keep_state=True)
        for path in example_files()
        if path.stem not in there
    )
