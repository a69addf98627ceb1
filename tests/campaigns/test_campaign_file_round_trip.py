"""What is written comes back the same: through the file alone, and through the database."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlmodel import Session

from campaigns.actions.import_campaign import import_campaign
from campaigns.files.export_campaign import campaign_file, export_campaign
from campaigns.files.hidden import with_hidden
from campaigns.files.read import read_file
from campaigns.files.schema import CampaignFile
from campaigns.files.write import write_file
from campaigns.models.campaign import Campaign
from tests.campaigns.campaign_files import campaign_files
from tests.factories.accounts import an_organisation

pytestmark = pytest.mark.slow

PATIENT = settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)


@PATIENT
@given(campaign_files())
def test_a_file_is_read_as_it_was_written(file: CampaignFile) -> None:
    text = write_file(file)
    again, _, problems = read_file(text.encode())
    assert problems == ()
    assert again == file
    assert write_file(file) == text


@PATIENT
@given(file=campaign_files())
def test_a_campaign_leaves_the_database_as_it_came(session: Session, tmp_path: Path, file: CampaignFile) -> None:
    with session.begin_nested() as savepoint:
        organisation = an_organisation(session)
        report = import_campaign(
            session,
            organisation_id=organisation.id,
            content=write_file(file).encode(),
            by=None,
            keep_state=True,
            files_dir=tmp_path,
        )
        assert report.problems == ()
        session.expire_all()
        campaign = session.get_one(Campaign, report.campaign_id)

        text = export_campaign(session, campaign=campaign, include_held=True, files_dir=tmp_path)

        assert text == write_file(file)
        full = campaign_file(session, campaign=campaign, include_held=True)
        public = campaign_file(session, campaign=campaign, include_held=False)
        assert with_hidden(public, public=public, full=full, drop_held=False) == full
        savepoint.rollback()
        session.expunge_all()
