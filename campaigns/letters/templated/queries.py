"""What the desk shows of templates: the list, who saved what, which a letter can be written with."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from campaigns.letters.models import Letter, LetterState
from campaigns.letters.templated.access import kept_names, names_one_of, versions_of
from campaigns.letters.templated.models import LetterTemplate, LetterTemplateVersion
from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn
from foundation.accounts.models import User


@dataclass(frozen=True)
class Listed:
    """`is_kept`: it names somebody whom this organiser is not told of, so that neither name nor text is shown."""

    template: LetterTemplate
    text: LetterTemplateVersion
    saved_by: str
    drafts: int
    is_kept: bool


@dataclass(frozen=True)
class Saved:
    """One version, newest first in lists."""

    number: int
    name: str
    text: str
    for_supporters: bool
    at: datetime
    who: str


def templates_of(session: Session, user: SignedIn) -> list[Listed]:
    """Of the organisation in whose name new things are made; deleted ones last."""
    organisation_id = user.organisation_id
    found = session.exec(
        select(LetterTemplate, LetterTemplateVersion)
        .join(
            LetterTemplateVersion,
            (col(LetterTemplateVersion.template_id) == col(LetterTemplate.id))
            & (col(LetterTemplateVersion.number) == col(LetterTemplate.version)),
        )
        .where(LetterTemplate.organisation_id == organisation_id)
    ).all()
    names = _names(session, [text.saved_by_id for _, text in found])
    drafts = session.exec(
        select(Letter.template_id).where(
            col(Letter.template_id).in_([template.id for template, _ in found]), Letter.state == LetterState.DRAFT
        )
    ).all()
    kept = kept_names(session, user, organisation_id)
    listed = [
        Listed(
            template,
            text,
            names.get(text.saved_by_id or 0, ""),
            sum(one == template.id for one in drafts),
            names_one_of(kept, text),
        )
        for template, text in found
    ]
    return sorted(
        listed, key=lambda one: (one.template.deleted_at is not None, one.template.kind, one.text.name.casefold())
    )


def history_of(session: Session, user: SignedIn, template: LetterTemplate) -> list[Saved]:
    """Without versions that name somebody whom this organiser is not told of."""
    texts = versions_of(session, template)
    kept = kept_names(session, user, template.organisation_id)
    names = _names(session, [text.saved_by_id for text in texts])
    return [
        Saved(
            text.number, text.name, text.text, text.for_supporters, text.saved_at, names.get(text.saved_by_id or 0, "")
        )
        for text in texts
        if not names_one_of(kept, text)
    ]


def choices_for(session: Session, user: SignedIn, campaign: Campaign, letter: Letter) -> list[tuple[int, str]]:
    """Templates that this letter can be written with, without those that name somebody whom this organiser is not told
    of. A guest of one campaign is not shown what else an organisation writes, but what the letter has stays."""
    if letter.kind.declared.prescribed:
        return []
    wanted = (
        select(LetterTemplate, LetterTemplateVersion)
        .join(
            LetterTemplateVersion,
            (col(LetterTemplateVersion.template_id) == col(LetterTemplate.id))
            & (col(LetterTemplateVersion.number) == col(LetterTemplate.version)),
        )
        .where(
            LetterTemplate.organisation_id == campaign.organisation_id,
            LetterTemplate.kind == letter.kind,
            LetterTemplate.language == letter.language,
        )
    )
    found = session.exec(wanted).all()
    is_member = user.knows(campaign.organisation_id)
    kept = kept_names(session, user, campaign.organisation_id)
    chosen = [
        (template.id, text.name)
        for template, text in found
        if (template.id == letter.template_id or (is_member and template.deleted_at is None))
        and not names_one_of(kept, text)
    ]
    return sorted(chosen, key=lambda one: one[1].casefold())


def _names(session: Session, ids: list[int | None]) -> dict[int, str]:
    return dict(session.exec(select(User.id, User.name).where(col(User.id).in_(ids))).all())
