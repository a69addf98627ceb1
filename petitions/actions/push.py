"""What campaigns push down to their petition: text, surroundings, state. Nothing is pulled up."""

from typing import Any

from sqlmodel import Session, select

from foundation.clock import utc_now
from foundation.errors import NotFound
from foundation.switches.models import Switch
from foundation.switches.queries import require_on
from petitions.access import lock_petition
from petitions.actions.agreements import keep_words
from petitions.actions.publishing import keep_figures
from petitions.models.petition import Petition, PetitionState, Unpublished, new_digest_key
from petitions.models.texts import PetitionText, Surroundings, words_of
from petitions.models.typed import Words


def push_petition(
    session: Session,
    *,
    campaign_id: int,
    organisation_id: int,
    slug: str,
    state: PetitionState,
    texts: dict[str, dict[str, str]],
    surroundings: dict[str, dict[str, Any]],
    target_countries: list[str],
    original_language: str,
    is_example: bool,
    is_indexed: bool = True,
    organisations: int | None = None,
    is_high_risk: bool = False,
    unpublished: Unpublished | None = None,
    slug_before: str | None = None,
    pushed_as: int = 0,
) -> Petition:
    """Makes the campaign's petition, or brings it up to date; only for campaigns the public may read.

    `texts` by language are PetitionText, `surroundings` by language are Surroundings (petitions/models/texts.py).
    `is_example`: from history; takes no signatures in any state. `organisations`: how many endorse; None leaves it.
    `unpublished`: what of it nobody may read at the moment, `slug_before` the address it had until then.
    `pushed_as` is the form of what is pushed, so that those of an older form can be found.
    `is_high_risk` is what a new petition begins with; afterwards owners decide it at the desk.
    Raises pydantic.ValidationError for a value of a wrong type, ValueError without a text in `original_language`,
    OffForNow for a new petition while those are switched off.
    """
    if original_language not in texts:
        raise ValueError("a petition needs its text in its original language")
    checked = {language: PetitionText.model_validate(text) for language, text in texts.items()}
    petition = _locked(session, campaign_id)
    if petition is None:
        require_on(session, Switch.NEW_PETITIONS)
        petition = Petition(
            campaign_id=campaign_id,
            organisation_id=organisation_id,
            slug=slug,
            original_language=original_language,
            texts={},
            is_high_risk=is_high_risk,
        )
    petition.organisation_id = organisation_id
    petition.unpublished, petition.slug_before = unpublished, slug_before
    if petition.slug != slug:
        petition.former_slugs = [*(former for former in petition.former_slugs if former != slug), petition.slug]
        petition.slug = slug
    petition.is_example = is_example
    petition.is_indexed = is_indexed and not is_example
    petition.original_language = original_language
    petition.texts = {language: text.model_dump() for language, text in checked.items()}
    petition.surroundings = {
        language: Surroundings.model_validate(around).model_dump(mode="json")
        for language, around in surroundings.items()
    }
    petition.target_countries = list(target_countries)
    petition.pushed_as = pushed_as
    _set_state(petition, state)
    session.add(petition)
    session.flush()  # the figures below are kept beside the unit of work
    if organisations is not None:
        set_organisations(session, campaign_id=campaign_id, number=organisations)
    keep_words(session, (Words(words_of(text), language) for language, text in checked.items()))
    return petition


def open_all(session: Session, *, campaign_id: int) -> None:
    """Opens or reopens the campaign's petition; the same signatures go on counting."""
    _set_state_of(session, campaign_id, PetitionState.OPEN)


def pause_all(session: Session, *, campaign_id: int) -> None:
    """No new signatures; who has signed may still confirm and withdraw."""
    _set_state_of(session, campaign_id, PetitionState.PAUSED)


def close_all(session: Session, *, campaign_id: int) -> None:
    """Confirm links of before go on working for a day, withdrawing for ever."""
    _set_state_of(session, campaign_id, PetitionState.CLOSED)


def set_organisations(session: Session, *, campaign_id: int, number: int) -> None:
    """How many organisations endorse the campaign."""
    petition = _locked(session, campaign_id)
    if petition is None:
        raise NotFound("There is no petition at this address.")
    if petition.organisations == number:
        return
    keep_figures(session, petition.id, now=utc_now())
    session.refresh(petition)
    petition.organisations = number
    session.add(petition)
    session.flush()


def _set_state_of(session: Session, campaign_id: int, state: PetitionState) -> None:
    petition = _locked(session, campaign_id)
    if petition is not None:
        _set_state(petition, state)
        session.add(petition)


def _locked(session: Session, campaign_id: int) -> Petition | None:
    """A campaign has one petition at most."""
    petition_id = session.exec(select(Petition.id).where(Petition.campaign_id == campaign_id)).first()
    return None if petition_id is None else lock_petition(session, petition_id)


def _set_state(petition: Petition, state: PetitionState) -> None:
    if petition.state is not state:
        petition.state = state
        petition.closed_at = utc_now() if state is PetitionState.CLOSED else None
        if petition.is_anonymised and state is not PetitionState.CLOSED:
            # Who signs from now on is recognised again; who signed before cannot be.
            petition.digest_key = new_digest_key()
            petition.anonymised_at = None
