"""A file that is read into a campaign that is already here: what changes, what stays, and what is never lost unseen."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlmodel import Session, col, select

from campaigns.actions.import_campaign import import_campaign
from campaigns.actions.update_from_file import plan_update, update_from_file
from campaigns.files.compare import How
from campaigns.files.export_campaign import campaign_file, export_campaign
from campaigns.files.hidden import with_hidden
from campaigns.files.read import read_file
from campaigns.files.schema import CampaignFile
from campaigns.files.write import write_file
from campaigns.models.campaign import Campaign, CampaignState
from campaigns.models.case import Case, StatusEntry
from campaigns.models.demand import Demand
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import Role
from tests.campaigns.campaign_files import campaign_files
from tests.factories.accounts import an_organisation, an_organiser

PATIENT = settings(
    deadline=None,
    max_examples=20,
    phases=(Phase.explicit, Phase.generate),  # two files shrink for minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)

FILE = """\
format: solidarity-campaign/1
slug: free-ada
kind: arrest
original_language: en
title: {en: Free the dockers}
sources:
  - {id: S1, title: {en: The union}}
cases:
  - id: ada
    kind: person
    name: {en: Ada Example}
    sensitive: a younger sister
    statuses:
      - {status: arrested, date: 2026-05, sources: [S1]}
      - {status: declared_incapable, date: 2026-06}
  - id: jean
    kind: person
    name: {en: Jean Modèle}
    hold: true
    hold_reason: the family asked
timeline:
  - {id: e1, date: 2026-05-03, text: {en: She was arrested.}, cases: [ada, jean]}
  - {id: e2, date: 2026-05-04, text: {en: Both were questioned.}, cases: [jean]}
addressees:
  - id: president
    name: {en: The President}
    demands:
      - {id: D1, number: 1, summary: {en: Free her}, cases: [ada]}
      - {id: D2, number: 2, summary: {en: Pay her}, cases: [ada]}
"""


def a_campaign(session: Session, text: str = FILE, files_dir: Path | None = None) -> tuple[SignedIn, Campaign]:
    organisation = an_organisation(session)
    user = an_organiser(session, organisation, Role.OWNER)
    report = import_campaign(
        session, organisation_id=organisation.id, content=text.encode(), by=None, files_dir=files_dir
    )
    assert report.problems == ()
    campaign = session.get_one(Campaign, report.campaign_id)
    return user, campaign


def read(text: str) -> CampaignFile:
    file, _, problems = read_file(text.encode())
    assert file is not None, problems
    return file


def brought_in(
    session: Session, user: SignedIn, campaign: Campaign, text: str, files_dir: Path | None = None, **how: Any
) -> list[tuple[str, How, str]]:
    update = plan_update(session, campaign=campaign, file=read(text), **how)
    update_from_file(session, user=user, campaign=campaign, update=update, files_dir=files_dir)
    session.flush()
    session.expire_all()
    return [(block.block, entry.how, entry.label) for block in update.comparison.blocks for entry in block.entries]


def test_the_own_public_file_changes_nothing(session: Session) -> None:
    _, campaign = a_campaign(session)
    public = export_campaign(session, campaign=campaign)
    assert "Jean" not in public
    assert "sister" not in public
    update = plan_update(session, campaign=campaign, file=read(public))
    assert update.comparison.is_empty
    assert update.comparison.held_kept == ("Jean Modèle", "declared_incapable (2026-06)")
    assert update.comparison.held_lost == ()


def test_what_is_on_hold_stays_when_the_file_does_not_know_it(session: Session) -> None:
    user, campaign = a_campaign(session)
    public = export_campaign(session, campaign=campaign).replace("She was arrested.", "She was arrested at work.")
    assert brought_in(session, user, campaign, public) == [
        ("timeline", How.CHANGED, "She was arrested at work. (2026-05-03)")
    ]
    whole = read(export_campaign(session, campaign=campaign, include_held=True))
    assert [(case.key, case.hold, case.sensitive) for case in whole.cases] == [
        ("ada", False, "a younger sister"), ("jean", True, ""),
    ]  # fmt: skip
    assert [entry.status.value for entry in whole.cases[0].statuses] == ["arrested", "declared_incapable"]
    assert [[mention.key for mention in event.cases] for event in whole.timeline] == [["ada", "jean"], ["jean"]]


def test_only_who_says_so_takes_the_file_at_its_word(session: Session) -> None:
    user, campaign = a_campaign(session)
    public = export_campaign(session, campaign=campaign)
    planned = plan_update(session, campaign=campaign, file=read(public), drop_held=True)
    assert planned.comparison.held_lost == ("Jean Modèle", "declared_incapable (2026-06)")
    changes = brought_in(session, user, campaign, public, drop_held=True)
    assert ("cases", How.REMOVED, "Jean Modèle") in changes
    assert session.exec(select(Case.key).where(Case.campaign_id == campaign.id)).all() == ["ada"]


def test_added_changed_and_removed_keep_the_others_as_they_were(session: Session) -> None:
    user, campaign = a_campaign(session)
    before = {row.key: row.id for row in session.exec(select(Demand)).all()}
    step = session.exec(select(StatusEntry.id).where(StatusEntry.status == "arrested")).one()
    text = (
        FILE.replace("{id: D1, number: 1,", "{id: D1, number: 2,")
        .replace("{id: D2, number: 2,", "{id: D2, number: 1,")
        .replace("date: 2026-05, sources", "date: 2026-05-01, sources")
        .replace("  - {id: e2,", "  - {id: e3, date: 2026-06-01, text: {en: A trial.}}\n  - {id: e2,")
        .replace("Both were questioned.", "They were questioned.")
    )
    changes = brought_in(session, user, campaign, text)
    assert {change[:2] for change in changes} == {
        ("cases", How.CHANGED), ("timeline", How.ADDED), ("timeline", How.CHANGED), ("addressees", How.CHANGED),
    }  # fmt: skip
    after = session.exec(select(Demand).order_by(col(Demand.number))).all()
    assert [(row.key, row.number, row.id) for row in after] == [("D2", 1, before["D2"]), ("D1", 2, before["D1"])]
    assert session.get_one(StatusEntry, step).date.text == "2026-05-01"


def test_a_file_never_moves_a_campaign_nor_publishes_it(session: Session) -> None:
    user, campaign = a_campaign(session)
    brought_in(session, user, campaign, FILE.replace("kind: arrest", "kind: arrest\nstate: live"))
    assert campaign.state is CampaignState.DRAFT


def test_what_spoke_of_something_taken_out_speaks_of_it_no_more(session: Session) -> None:
    user, campaign = a_campaign(session)
    text = (
        FILE.replace("  - {id: S1, title: {en: The union}}\n", "")
        .replace("sources:\n", "")
        .replace(", sources: [S1]", "")
    )
    changes = brought_in(session, user, campaign, text)
    assert ("sources", How.REMOVED, "The union") in changes


@pytest.mark.slow
@PATIENT
@given(one=campaign_files(), other=campaign_files())
def test_any_file_becomes_any_other(session: Session, tmp_path: Path, one: CampaignFile, other: CampaignFile) -> None:
    """What people were told stays, so that the first has told nothing yet."""
    with session.begin_nested() as savepoint:
        one.is_history = other.is_history = False
        one.news, one.closings, other.closings = [], [], []
        user, campaign = a_campaign(session, write_file(one), tmp_path)
        now = campaign_file(session, campaign=campaign, include_held=True)
        public = campaign_file(session, campaign=campaign, include_held=False)
        assert write_file(with_hidden(public, public=public, full=now, drop_held=False)) == write_file(now)
        assert write_file(with_hidden(now, public=public, full=now, drop_held=False)) == write_file(now)
        wanted = other.model_copy(
            update={name: getattr(now, name) for name in ("slug", "state", "outcome", "is_example", "is_history")}
        )
        brought_in(session, user, campaign, write_file(wanted), tmp_path, drop_held=True)
        # An address that names somebody on hold is left for another one.
        wanted.slug = campaign.slug
        assert export_campaign(session, campaign=campaign, include_held=True, files_dir=tmp_path) == write_file(wanted)
        savepoint.rollback()
        session.expunge_all()
