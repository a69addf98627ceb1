"""The petition's page and the mail to partners as they would be now, of a campaign that has neither yet."""

from dataclasses import dataclass

from sqlmodel import Session

from campaigns.actions.push import what_readers_get, words_for_mailings
from campaigns.faces.shown import faces_at_desk
from campaigns.mailing_texts import TEXTS
from campaigns.models.campaign import Campaign
from campaigns.queries import figures_so_far
from campaigns.stock.made import mail_of
from foundation.accounts.models import Organisation
from outreach.merge_values import Written, values_for, write
from outreach.models.mailings import Mailing, MailingText
from outreach.sample import a_sample
from petitions.models.figures import next_goal
from petitions.models.petition import LONGEST_KEPT_DAYS, Petition, PetitionState
from petitions.models.texts import (
    PetitionText,
    Surroundings,
    language_of,
    surroundings_in,
    surroundings_language,
    text_in,
)
from petitions.queries.reading import PetitionPage, controller_of


@dataclass(frozen=True)
class MailPreview:
    """In one of the languages it can be sent in."""

    language: str
    languages: tuple[str, ...]
    written: Written


def petition_preview(session: Session, campaign: Campaign, language: str) -> PetitionPage:
    petition = _petition(session, campaign)
    figures = figures_so_far(session, campaign)
    return PetitionPage(
        slug=petition.slug,
        takes_signatures=not campaign.is_history,
        is_closed=campaign.is_history,
        is_example=campaign.is_history,
        is_indexed=False,
        text=text_in(petition, language),
        text_language=language_of(petition, language),
        around=surroundings_in(petition, language),
        around_language=surroundings_language(petition, language),
        controller=controller_of(session, petition, language),
        target_countries=petition.target_countries,
        no_signing_from=[],
        kept_days=LONGEST_KEPT_DAYS,
        anonymised_from=None,
        is_anonymised=False,
        figures=figures,
        goal=next_goal(figures.confirmed, petition.goal),
        milestone=None,
        languages=tuple(petition.texts),
    )


def _petition(session: Session, campaign: Campaign) -> Petition:
    """In no database."""
    got = what_readers_get(session, campaign, faces_at=faces_at_desk(campaign.slug))
    return Petition(
        campaign_id=campaign.id,
        organisation_id=campaign.organisation_id,
        slug=campaign.slug,
        state=PetitionState.OPEN,
        original_language=campaign.original_language,
        texts={code: PetitionText.model_validate(text).model_dump() for code, text in got["texts"].items()},
        surroundings={
            code: Surroundings.model_validate(around).model_dump(mode="json")
            for code, around in got["surroundings"].items()
        },
        target_countries=got["target_countries"],
    )


def mail_preview(session: Session, campaign: Campaign, wished: str, *, base_url: str) -> MailPreview | None:
    """As a made-up partner would get it; None while the campaign has a title in no language of mails."""
    words = {code: said for code, said in words_for_mailings(campaign).items() if code in TEXTS}
    if not words:
        return None
    language = wished if wished in words else next(iter(words))
    subject, body = mail_of(session, campaign, language) or TEXTS[language]
    organisation = session.get_one(Organisation, campaign.organisation_id)
    mailing = Mailing(organisation_id=organisation.id, title=subject[:200], campaign_id=campaign.id, campaign=words)
    contact, partner = a_sample()
    values = values_for(mailing, language, contact, partner, organisation, base_url=base_url)
    version = MailingText(mailing_id=mailing.id, language=language, subject=subject, body=body)
    return MailPreview(language, tuple(words), write(version, values))
