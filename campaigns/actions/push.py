"""Hands a change of a campaign on: down to its petition and its mailings, which never ask upwards; to its dossier."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlmodel import Session

from campaigns.dossiers.actions import order_again
from campaigns.faces.shown import faces_lie_at, shown_faces
from campaigns.facts.gather import gather_in_each
from campaigns.facts.shapes import CampaignFacts, PetitionTexts
from campaigns.letters.falling import let_approvals_fall
from campaigns.letters.offered import Complete, letters_in_each
from campaigns.mailing_holds import stop_what_betrays
from campaigns.models.campaign import Campaign, CampaignState
from campaigns.news_mail.actions.holding import hold_news_of_campaign
from campaigns.translating.languages import languages_of_campaign, languages_to_push
from campaigns.unpublishing.queries import slug_before
from campaigns.updates.queries import NEWEST, public_updates
from campaigns.versions.actions import keep_version
from campaigns.wording import said_in, tag_kind
from foundation.accounts.access import SignedIn
from foundation.accounts.models import Organisation
from foundation.clock import utc_now
from outreach.actions.mailings import CampaignWords, campaign_changed
from petitions.actions.push import push_petition
from petitions.models.petition import PetitionState

# Raise it by one when something new is pushed down, here or in what is gathered for it: then every petition is pushed
# again at the next start (push_again.py). 1: the letters that are offered after confirming.
# 2: every language that the campaign has, and which text stands in another one.
# 3: the words in the text that are not translated.
PUSHED_AS = 3
MOST_FACES = 3
_STATES = {
    CampaignState.LIVE: PetitionState.OPEN,
    CampaignState.PAUSED: PetitionState.PAUSED,
    CampaignState.CLOSED: PetitionState.CLOSED,
    CampaignState.ARCHIVED: PetitionState.CLOSED,
}


def push(session: Session, campaign: Campaign) -> None:
    """After every change of facts or state, in its transaction."""
    push_to_petition(session, campaign)
    hold_news_of_campaign(session, campaign)
    words = words_for_mailings(campaign)
    stop_what_betrays(session, campaign, words)
    let_approvals_fall(session, campaign)
    campaign_changed(session, campaign_id=campaign.id, words=words)
    if campaign.is_public and campaign.unpublished is None:
        order_again(session, campaign=campaign)


def words_for_mailings(campaign: Campaign) -> CampaignWords:
    """In the languages that the campaign has a title in. The links begin at the root of the site."""
    return {
        code: {
            "title": campaign.title[code],
            "link": f"/{code}/campaigns/{campaign.slug}" if code != "en" else f"/campaigns/{campaign.slug}",
            "desk": f"/desk/campaigns/{campaign.slug}/mailings",
        }
        for code in languages_of_campaign(campaign)
        if campaign.title.get(code)
    }


def push_to_petition(session: Session, campaign: Campaign) -> None:
    """Called in the transaction of every change that a reader of the petition could notice. A campaign that nobody may
    read yet has no petition."""
    if campaign.state not in _STATES:
        return
    session.flush()  # what was just changed must be in the facts
    push_petition(
        session,
        campaign_id=campaign.id,
        organisation_id=campaign.organisation_id,
        slug=campaign.slug,
        state=_state_of_petition(campaign),
        is_example=campaign.is_history,
        is_indexed=campaign.is_indexed,
        unpublished=campaign.unpublished,
        slug_before=slug_before(session, campaign),
        is_high_risk=campaign.endangers_signers,
        pushed_as=PUSHED_AS,
        **what_readers_get(session, campaign),
    )


def what_readers_get(session: Session, campaign: Campaign, *, faces_at: str = "") -> dict[str, Any]:
    """The petition's texts and surroundings by language, without what is on hold. `faces_at`: where the faces lie, if
    not where everybody finds them."""
    faces_at = faces_at or faces_lie_at(campaign.slug)
    organisation = session.get_one(Organisation, campaign.organisation_id)
    by_language = gather_in_each(session, campaign, languages_to_push(campaign))
    letters = letters_in_each(session, campaign=campaign)
    return {
        "texts": {
            code: _text(facts.petition)
            for code, facts in by_language.items()
            if _may_be_signed_in(facts.petition) or code == campaign.original_language
        },
        "original_language": campaign.original_language,
        "surroundings": {
            code: _surroundings(facts, organisation)
            | {"letters": _letters(letters, code), "updates": _news(session, campaign, code)}
            | {"faces": _faces(facts, faces_at)}
            for code, facts in by_language.items()
        },
        "target_countries": list(campaign.countries),
    }


def _text(petition: PetitionTexts) -> dict[str, Any]:
    return {
        "title": petition.title,
        "text": petition.text,
        "addressee": petition.addressee,
        "foreign": [list(words) for words in petition.text.foreign],
        "is_outdated": petition.title.outdated or petition.text.outdated,
    }


def _may_be_signed_in(petition: PetitionTexts) -> bool:
    """Title and text are both there: nobody signs half of it in another language."""
    return petition.title.translated and petition.text.translated


def _state_of_petition(campaign: Campaign) -> PetitionState:
    """Nobody signs words that are kept back."""
    state = _STATES[campaign.state]
    wordless = not campaign.petition_text.get(campaign.original_language)
    return PetitionState.PAUSED if wordless and state is PetitionState.OPEN else state


def touch(session: Session, campaign: Campaign, *, user: SignedIn | None) -> None:
    """A fact changed: the campaign gets a new version when readers could have seen the old one, and they are told."""
    campaign.updated_at = utc_now()
    session.add(campaign)
    if campaign.is_public:
        campaign.version += 1
        keep_version(session, campaign=campaign, user=user)
    push(session, campaign)


def _letters(letters: Sequence[Complete], language: str) -> list[dict[str, str]]:
    return [{"office": letter.office.id, "to": letter.office.addressed_in(language)} for letter in letters]


def _news(session: Session, campaign: Campaign, language: str) -> list[dict[str, str]]:
    return [
        {
            "day": update.published_at.date().isoformat(),
            "title": update.title,
            "path": f"/campaigns/{campaign.slug}/{update.path}",
        }
        for update in public_updates(session, campaign, language=language, limit=NEWEST)
    ]


def _faces(facts: CampaignFacts, faces_at: str) -> list[dict[str, str]]:
    """Of people before anything else, and few: the page shall be small."""
    cases = sorted(facts.cases, key=lambda case: not case.kind.is_of_people)
    return [asdict(face) | {"to": ""} for face in shown_faces(cases, faces_at)[:MOST_FACES]]


def _surroundings(facts: CampaignFacts, organisation: Organisation) -> dict[str, Any]:
    return {
        "campaign_title": facts.title,
        "summary": facts.summary,
        "summary_language": facts.summary.language,
        "addressed_to": "; ".join(addressee.name for addressee in facts.addressees),
        "controller": organisation.name,
        "run_by": organisation.name,
        "contact": organisation.email,
        "demands": [
            {
                "addressee": addressee.name,
                "label": demand.label,
                "language": demand.summary.language,
                "summary": demand.summary,
                "actions": list(demand.actions),
                "state_kind": tag_kind(demand.progress),
                "state_words": said_in(facts.language, demand.progress),
            }
            for addressee in facts.addressees
            for demand in addressee.demands
        ],
        "as_of": facts.as_of,
        "country_names": {code: str(name) for code, name in facts.country_names.items() if name},
        "since": [
            f"{fact.date.in_words(facts.language)}: {fact.text}" if fact.date.is_known else fact.text
            for finding in facts.findings
            for fact in finding.facts
        ],
    }
