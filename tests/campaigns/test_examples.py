"""The examples as campaigns: labelled, complete in both languages, and with what is sensitive on hold."""

from pathlib import Path

import pytest
from sqlmodel import Session, select

from campaigns.actions.load_examples import example_files, load_examples
from campaigns.files.export_campaign import export_campaign
from campaigns.files.read import read_file
from campaigns.models.campaign import Campaign, CampaignKind, CampaignState
from campaigns.models.demand import Progress
from tests.campaigns.told import ASIA, KLOOP, LAW, MADE_UP, told
from tests.factories.accounts import an_organisation

CAMPAIGNS = {
    ASIA: (CampaignKind.MISSION_RECOMMENDATIONS, CampaignState.CLOSED, "2019-11-18", ("KZ", "KG", "TJ", "TM", "UZ")),
    LAW: (CampaignKind.BAD_LAW, CampaignState.CLOSED, "2023-09-06", ("KG",)),
    KLOOP: (CampaignKind.OUTLET_CLOSED, CampaignState.CLOSED, "2023-09-06", ("KG",)),
    MADE_UP: (CampaignKind.ARREST, CampaignState.LIVE, "2026-11-20", ("ZZ",)),
}


def test_three_are_closed_and_the_made_up_one_takes_signatures(session: Session) -> None:
    every = [told(session, slug) for slug in CAMPAIGNS]
    described = {facts.slug: (facts.kind, facts.state, str(facts.as_of), facts.countries) for facts in every}
    assert described == CAMPAIGNS
    load_examples(session, organisation_id=an_organisation(session).id)
    campaigns = session.exec(select(Campaign)).all()
    assert all(campaign.is_example and campaign.is_public and not campaign.is_indexed for campaign in campaigns)
    assert [campaign.slug for campaign in campaigns if campaign.takes_signatures] == [MADE_UP]
    assert [campaign.slug for campaign in campaigns if not campaign.is_history] == [MADE_UP]
    assert told(session, LAW).linked == (KLOOP,)
    assert told(session, KLOOP).linked == (LAW,)
    assert set(told(session, ASIA).issues) == {
        "forced_labour", "child_labour", "discrimination_women", "discrimination_migrant_workers",
        "freedom_of_association", "torture", "freedom_of_assembly",
    }  # fmt: skip


def test_the_made_up_one_says_so(session: Session) -> None:
    english, russian = told(session, MADE_UP), told(session, MADE_UP, "ru")
    assert all(part in english.background for part in ("Nothing here is real", "not a country"))
    assert all(part in russian.background for part in ("Всё здесь вымышлено", "нет на карте"))
    assert not any("made up" in facts.summary or "выдуман" in facts.summary for facts in (english, russian))
    assert english.country_names == {"ZZ": "Exemplia"}
    assert [demand.label for demand in english.demands] == ["1.", "2.", "3.", "4."]
    assert {demand.progress for demand in english.demands} == {
        Progress.RAISED, Progress.PARTLY_MET, Progress.ACKNOWLEDGED,
    }  # fmt: skip
    assert english.addressees[0].offices == ("zz-president",)


def test_what_is_sensitive_stays_on_hold(session: Session) -> None:
    load_examples(session, organisation_id=an_organisation(session).id)
    desk, public = told(session, ASIA), told(session, ASIA, public=True)
    held = [(case.key, entry.status.value) for case in desk.cases for entry in case.statuses if entry.hold]
    assert held == [("urlayeva", "declared_incapable")]
    urlayeva = next(case for case in public.cases if case.key == "urlayeva")
    assert [entry.status.value for entry in urlayeva.statuses] == ["sanctioned_unspecified"]
    assert urlayeva.sensitive == ""
    campaign = session.exec(select(Campaign).where(Campaign.slug == ASIA)).one()
    assert "incapable" not in export_campaign(session, campaign=campaign)
    assert "incapable" in export_campaign(session, campaign=campaign, include_held=True)
    assert "incapable" not in repr(public)


@pytest.mark.parametrize("path", example_files(), ids=lambda path: path.stem)
def test_each_example_is_complete_in_both_languages(path: Path) -> None:
    file, _, problems = read_file(path.read_bytes())
    assert file is not None, problems
    missing = [where for where, texts in _texts_in(file.model_dump(), "") if texts.keys() != {"en", "ru"}]
    assert missing == []
    same = [
        where
        for where, texts in _texts_in(file.model_dump(), "")
        if texts["en"] == texts["ru"] and len(texts["en"]) > 4
    ]
    assert same == []


def _texts_in(value: object, where: str) -> list[tuple[str, dict[str, str]]]:
    if isinstance(value, dict):
        if "en" in value:
            return [(where, value)]
        return [
            found for key, inner in value.items() if key != "name_forms" for found in _texts_in(inner, f"{where}.{key}")
        ]
    if isinstance(value, list):
        return [found for number, inner in enumerate(value) for found in _texts_in(inner, f"{where}[{number}]")]
    return []


@pytest.mark.parametrize("path", example_files(), ids=lambda path: path.stem)
def test_each_example_is_written_as_an_export_writes_it(session: Session, path: Path) -> None:
    load_examples(session, organisation_id=an_organisation(session).id)
    campaign = session.exec(select(Campaign).where(Campaign.slug == path.stem)).one()
    assert export_campaign(session, campaign=campaign, include_held=True) == path.read_text()


def test_loading_twice_adds_nothing(session: Session) -> None:
    organisation = an_organisation(session)
    assert len(load_examples(session, organisation_id=organisation.id)) == 4
    assert load_examples(session, organisation_id=organisation.id) == ()
