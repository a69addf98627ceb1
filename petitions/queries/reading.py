"""What the page of a petition shows, gathered for one language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.accounts.models import Organisation
from petitions.models.figures import Figures, next_goal
from petitions.models.petition import Petition
from petitions.models.tally import Milestone
from petitions.models.texts import (
    PetitionText,
    Surroundings,
    language_of,
    surroundings_in,
    surroundings_language,
    text_in,
)
from petitions.queries.figures import last_milestone, public_figures


@dataclass(frozen=True)
class PetitionPage:
    """`text_language` and `around_language` are the original's where a translation lacks. `goal`: None when closed;
    `milestone`: the last one reached."""

    slug: str
    takes_signatures: bool
    is_closed: bool
    is_example: bool
    is_indexed: bool
    text: PetitionText
    text_language: str
    around: Surroundings
    around_language: str
    controller: str
    target_countries: list[str]
    no_signing_from: list[str]
    kept_days: int
    anonymised_from: datetime | None
    is_anonymised: bool
    figures: Figures
    goal: int | None
    milestone: Milestone | None
    languages: tuple[str, ...]
    """That it may be read in."""


def petition_page(session: Session, petition: Petition, language: str) -> PetitionPage:
    around = surroundings_in(petition, language)
    figures = public_figures(session, petition)
    return PetitionPage(
        slug=petition.slug,
        takes_signatures=petition.takes_signatures,
        is_closed=petition.is_closed,
        is_example=petition.is_example,
        is_indexed=petition.is_indexed,
        text=text_in(petition, language),
        text_language=language_of(petition, language),
        around=around,
        around_language=surroundings_language(petition, language),
        controller=controller_of(session, petition, language),
        target_countries=petition.target_countries,
        no_signing_from=petition.no_signing_from,
        kept_days=petition.kept_days,
        anonymised_from=petition.anonymised_from,
        is_anonymised=petition.is_anonymised,
        figures=figures,
        goal=next_goal(figures.confirmed, petition.goal) if petition.takes_signatures else None,
        milestone=last_milestone(session, petition.id, figures.confirmed),
        languages=tuple(petition.texts),
    )


def all_petition_ids(session: Session) -> Sequence[int]:
    return session.execute(sa.select(col(Petition.id)).order_by(col(Petition.id))).scalars().all()


def controller_of(session: Session, petition: Petition, language: str) -> str:
    """Who keeps the signers' data."""
    named = surroundings_in(petition, language).controller
    return named or session.get_one(Organisation, petition.organisation_id).name
