"""Nothing of a campaign is forgotten in its file: a new column or table is in it, or stands here with the reason why not."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from sqlmodel import Session, SQLModel

from campaigns.actions.import_campaign import import_campaign
from campaigns.facts.rows import TABLES
from campaigns.files import news_parts, parts, procedure_parts
from campaigns.files.export_campaign import export_campaign
from campaigns.files.kept_files import ContentPart
from campaigns.files.linking import ClaimPart, LinkPart, MentionPart
from campaigns.files.read import read_file
from campaigns.files.schema import CampaignFile
from campaigns.files.write import write_file
from campaigns.models.campaign import Campaign
from campaigns.models.finding import LinkedCampaign
from campaigns.models.mention import MENTIONED, MENTIONING, Mention
from campaigns.models.source import CLAIMED, Claim
from campaigns.outcomes.models import Closing, Evidence
from campaigns.tables import metadata
from campaigns.updates.models import Update, UpdatePicture, UpdateText
from tests.campaigns.full_file import FULL_FILE
from tests.factories.accounts import an_organisation

PARTS: dict[str, type[BaseModel]] = {
    "Source": parts.SourcePart, "Actor": parts.ActorPart, "Law": parts.LawPart, "Case": parts.CasePart,
    "StatusEntry": parts.StatusPart, "Procedure": procedure_parts.ProcedurePart, "Communication": procedure_parts.CommunicationPart,
    "Report": procedure_parts.ReportPart, "Recommendation": procedure_parts.RecommendationPart,
    "ProcedureDate": procedure_parts.ProcedureDatePart, "Event": parts.EventPart, "AddresseeGroup": parts.AddresseePart,
    "Demand": parts.DemandPart, "DemandState": parts.DemandStatePart, "Call": parts.CallPart,
    "Intention": parts.IntentionPart, "Situation": parts.SituationPart, "Meeting": parts.MeetingPart,
    "Argument": parts.ArgumentPart, "Finding": parts.FindingPart, "FindingFact": parts.FindingFactPart,
    "Portrait": parts.PortraitPart, "LinkedCampaign": LinkPart, "Mention": MentionPart, "Claim": ClaimPart,
    "Update": news_parts.NewsPart, "UpdateText": news_parts.NewsPart,
    "UpdatePicture": news_parts.PicturePart, "Closing": news_parts.ClosingPart, "Evidence": news_parts.EvidencePart,
}  # fmt: skip

OF_NEWS: tuple[type[SQLModel], ...] = (Update, UpdateText, UpdatePicture, Closing, Evidence)
PERSON = "a person of this installation"
ANOTHER = b"format: solidarity-campaign/1\nslug: another\nkind: arrest\noriginal_language: en\ntitle: {en: Another}\n"
KEY = "made of the names by the program, for searching"
LINK = "a link between rows, which is written as an id or by where it stands in the file"
EXCEPTIONS: dict[str, dict[str, str]] = {
    "*": {
        "id": "made anew on every installation; the file has names of its own",
        "campaign_id": LINK,
        "position": "the order in the file",
    },
    "Actor": {"parent_id": LINK, "search_key": KEY},
    "AddresseeGroup": {"search_key": KEY},
    "Case": {"actor_id": LINK, "law_id": LINK, "search_key": KEY},
    "StatusEntry": {"case_id": LINK},
    "Procedure": {"search_key": KEY},
    "Communication": {"procedure_id": LINK},
    "Report": {"procedure_id": LINK},
    "ProcedureDate": {"procedure_id": LINK},
    "Recommendation": {"report_id": LINK},
    "Demand": {"addressee_id": LINK},
    "DemandState": {"demand_id": LINK},
    "FindingFact": {"finding_id": LINK},
    "Mention": dict.fromkeys((*MENTIONING, *MENTIONED), LINK),
    "Claim": dict.fromkeys(("source_id", *CLAIMED), LINK),
    "Portrait": {
        "case_id": LINK,
        "sha256": "stands in file",
        "removed_at": "one that was removed, and may be put back on this installation only, is in no file",
    },
    "Update": {
        "number": "stands as its id",
        "text_version": "counts changes of this installation; what they left behind stands in outdated",
        "names_held": "found anew from the names on hold",
        "digest_key": "of the addresses that this installation mailed to",
        "created_by_id": PERSON, "written_by_id": PERSON, "submitted_by_id": PERSON, "published_by_id": PERSON,
        "reviewed_by_id": PERSON,
    },
    "UpdateText": {
        "update_id": LINK, "language": "the key of title and text", "of_version": "stands in outdated",
        "is_checked": "stands in checked", "written_by_id": PERSON, "search_key": KEY,
    },
    "UpdatePicture": {"update_id": LINK, "sha256": "stands in file"},
    "Closing": {
        "withheld": "written back into the statement when everything is taken out, and left out otherwise",
        "merged_into_id": "stands in merged_into", "report_id": "stands in report", "closed_by_id": PERSON,
    },
    "Evidence": {"demand_state_id": LINK, "sha256": "stands in file", "added_by_id": PERSON},
    "Campaign": {
        "organisation_id": "whoever brings the file in runs the campaign there",
        "petition_title": "stands in petition.title",
        "petition_text": "stands in petition.text",
        "petition_addressee": "stands in petition.addressee",
        "stock": "which texts the program wrote by itself; elsewhere its sentences may be others, so the texts come as "
        "they are and belong to people",
        "withheld": "written back into the texts when everything is taken out, and left out otherwise",
        "search_key": KEY,
        "unpublished": "what two persons decide where it was taken off the site",
        "emergency_reason": "told of a publication of this installation",
        "former_slugs": "addresses of this installation",
        "held_since_version": "counts editions of this installation",
        "version": "counts editions of this installation",
        "created_at": "of this installation", "created_by_id": "a person of this installation",
        "updated_at": "of this installation",
        "submitted_at": "of this installation", "submitted_by_id": "a person of this installation",
        "published_at": "of this installation", "published_by_id": "a person of this installation",
        "published_in_emergency": "two persons publish again where it is brought in",
        "reviewed_at": "of this installation", "reviewed_by_id": "a person of this installation",
        "closed_at": "of this installation",
    },
}  # fmt: skip

OTHER_TABLES = {
    "campaign_procedure_change": "who changed what on this installation, as the audit trail has it",
    "campaign_notice": "mail of this installation to those who agreed to it",
    "unpublishing": "what was taken off this site",
    "campaign_version": "editions of this installation",
    "shown_facts": "what this site showed in an edition",
    "dossier": "made from the facts",
    "letter": "what was written on this installation, and stays in its register",
    "letter_reference": "counts letters of this installation",
    "letter_term": "when this organisation calls an answer overdue",
    "dispatch": "what left from here; whoever brings a campaign in has sent nothing",
    "reply": "what was answered to letters from here",
    "hand_delivery": "a visit that people of this organisation pay, with who goes along",
    "hand_delivery_names_off": "which countries get no names is decided where the signers are",
    "letter_run": "made of letters from here, and made again where it is wanted",
    "partner_report": "what partners of this organisation sent of letters from here",
    "letter_mail": "what left from here, as an e-mail",
    "reply_step": "which answers to letters from here changed a demand; the steps themselves are in the file",
    "letter_tally": "counts of this installation",
    "role_grant": "people of this installation",
    "translation": "who translated and checked here; what is brought in begins as a draft",
    "translation_draft": "waits for a person of this installation",
    "translator_link": "opens this installation",
    "invitation": "people of this installation",
    "mailing": "outreach of this installation",
    "petition": "made from the campaign; its signers never leave with it",
}


@pytest.mark.parametrize("table", [Campaign, *TABLES, *OF_NEWS], ids=lambda table: str(table.__name__))
def test_every_column_is_in_the_file_or_excused(table: type[SQLModel]) -> None:
    name = table.__name__
    part = CampaignFile if table is Campaign else PARTS.get(name)
    written = set(part.model_fields) if part else set()
    excused = EXCEPTIONS["*"] | EXCEPTIONS.get(name, {})
    columns = set(table.model_fields)
    assert columns - written - set(excused) == set(), "neither in the campaign file nor excused with a reason"
    assert set(EXCEPTIONS.get(name, {})) <= columns, "an excuse for a column that is no more"


def test_every_table_of_a_campaign_is_in_the_file_or_excused() -> None:
    of_campaigns = {
        table.name
        for table in metadata.tables.values()
        if any(key.column.table.name == "campaign" for column in table.c for key in column.foreign_keys)
    }
    written = {str(table.__tablename__) for table in (*TABLES, *OF_NEWS)}
    assert of_campaigns - written - set(OTHER_TABLES) == set(), "neither in the campaign file nor excused with a reason"
    assert LinkedCampaign in TABLES
    assert {Mention, Claim} <= set(TABLES)


def test_the_full_file_says_something_in_every_field() -> None:
    """So that what is brought in and taken out again below is really everything."""
    file, _, problems = read_file(FULL_FILE.encode())
    assert file is not None, [str(problem) for problem in problems]
    said: dict[str, set[str]] = {}
    _collect(file, said)
    classes: list[type[BaseModel]] = [CampaignFile, parts.PetitionPart, ContentPart, *PARTS.values()]
    silent = {kind.__name__: set(kind.model_fields) - said.get(kind.__name__, set()) for kind in classes}
    assert {name: fields for name, fields in silent.items() if fields} == {}


def _collect(part: BaseModel, said: dict[str, set[str]]) -> None:
    for name, field in type(part).model_fields.items():
        value: Any = getattr(part, name)
        if field.is_required() or value != field.get_default(call_default_factory=True, validated_data={}):
            said.setdefault(type(part).__name__, set()).add(name)
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, BaseModel):
                _collect(inner, said)


def test_the_full_file_comes_back_as_it_went_in(session: Session, tmp_path: Path) -> None:
    organisation = an_organisation(session)
    import_campaign(session, organisation_id=organisation.id, content=ANOTHER, by=None)
    report = import_campaign(
        session,
        organisation_id=organisation.id,
        content=FULL_FILE.encode(),
        by=None,
        keep_state=True,
        files_dir=tmp_path,
    )
    assert report.problems == ()
    session.expire_all()
    campaign = session.get_one(Campaign, report.campaign_id)
    file, _, _ = read_file(FULL_FILE.encode())
    assert file is not None
    assert export_campaign(session, campaign=campaign, include_held=True, files_dir=tmp_path) == write_file(file)


def test_strangers_get_nothing_that_is_for_the_desk(session: Session, tmp_path: Path) -> None:
    organisation = an_organisation(session)
    report = import_campaign(
        session, organisation_id=organisation.id, content=FULL_FILE.encode(), by=None, files_dir=tmp_path
    )
    campaign = session.get_one(Campaign, report.campaign_id)
    public = export_campaign(session, campaign=campaign)
    for secret in (
        "a younger sister",
        "no longer needed",
        "signers",
        "her brother",
        "2026-05-02",
        "Held Example",
        "a workmate",
        "A draft of hers",
    ):
        assert secret in FULL_FILE
        assert secret not in public
