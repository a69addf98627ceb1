"""Writing an update and its translations. A change of the original leaves its translations behind."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from campaigns.actions.push import push_to_petition
from campaigns.models.campaign import Campaign
from campaigns.news_mail.actions.holding import hold_mailings_of_update
from campaigns.updates.actions.holding import keep_holds_in
from campaigns.updates.actions.recording import record_update
from campaigns.updates.models import Update, UpdateKind, UpdateState, UpdateText
from campaigns.updates.queries import texts_of
from foundation.accounts.access import SignedIn
from foundation.clock import utc_now
from foundation.errors import BadInput, Conflict

Texts = Mapping[str, tuple[str, str]]
"""Title and text by language."""


def write_update(
    session: Session,
    *,
    user: SignedIn | None,
    campaign: Campaign,
    original: str,
    texts: Texts,
    kind: UpdateKind = UpdateKind.NEWS,
) -> Update:
    """A draft. `user` is None where the program writes it. Raises BadInput without a text in the original language,
    Conflict for an example from history."""
    if campaign.is_history:
        raise Conflict("An example from history gets no news.")
    update = Update(campaign_id=campaign.id, original_language=original, kind=kind)
    update.created_by_id = update.written_by_id = user.user_id if user else None
    session.add(update)
    session.flush()
    _keep(session, update, user, texts)
    keep_holds_in(session, campaign, update)
    record_update(session, user, campaign, update, "update.written")
    return update


def change_update(
    session: Session, *, user: SignedIn, campaign: Campaign, update: Update, original: str, texts: Texts
) -> None:
    """Where readers could see it, it says from now on when it was changed; what was taken back is a draft again, and is
    checked anew. Raises BadInput like `write_update`, and when the original would be another one after all have read
    it."""
    if original != update.original_language and update.number is not None:
        raise BadInput("The original language stays once an update was published.")
    update.original_language = original
    if not _keep(session, update, user, texts):
        return
    update.written_by_id = user.user_id
    changed(session, campaign, update, now=utc_now())
    record_update(session, user, campaign, update, "update.changed")


def changed(session: Session, campaign: Campaign, update: Update, *, now: datetime) -> None:
    """What every change of what readers see ends with, of texts and of pictures."""
    if update.state is UpdateState.PUBLISHED:
        update.changed_at = now
    elif update.state is UpdateState.TAKEN_BACK:
        update.state, update.submitted_by_id = UpdateState.DRAFT, None
    session.add(update)
    hold_mailings_of_update(session, update)
    keep_holds_in(session, campaign, update)
    push_to_petition(session, campaign)


def mark_checked(session: Session, *, user: SignedIn, campaign: Campaign, update: Update, language: str) -> None:
    """By somebody else than who translated it. Raises Conflict when there is nothing to check."""
    text = texts_of(session, update).get(language)
    if text is None or language == update.original_language or text.of_version != update.text_version:
        raise Conflict("There is no translation to check: it is missing, or the original has moved on.")
    if text.written_by_id == user.user_id:
        raise Conflict("Somebody else has to check this translation: you wrote it yourself.")
    text.is_checked = True
    session.add(text)
    record_update(session, user, campaign, update, "update.translation_checked")


def _keep(session: Session, update: Update, user: SignedIn | None, texts: Texts) -> bool:
    """Whether anything is different now."""
    original = update.original_language
    if not all(texts.get(original, ("", ""))):
        raise BadInput("Please write the title and the text in the original language.")
    known = texts_of(session, update)
    before = {language: (row.title, row.text) for language, row in known.items()}
    given = {language: text for language, text in texts.items() if any(text)}
    if before == given and original in known:
        return False
    if before.get(original, given[original]) != given[original]:
        update.text_version += 1
    for language, row in known.items():
        if language not in given:
            session.delete(row)
    for language, (title, text) in given.items():
        row = known.get(language) or UpdateText(update_id=update.id, language=language, title=title, text=text)
        if before.get(language) != (title, text) or language == original:
            row.title, row.text, row.of_version = title, text, update.text_version
            row.is_checked, row.written_by_id = False, user.user_id if user else None
        session.add(row)
    session.add(update)
    session.flush()
    return True
