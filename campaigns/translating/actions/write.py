"""Writing translations into the texts of a campaign, checking them, and one step back."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, select

from campaigns.actions.facts import fact_changed
from campaigns.letters.actions import save_letter
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from campaigns.models.texts import Texts
from campaigns.translating.blocks import Block
from campaigns.translating.keeping import made_from, state_now
from campaigns.translating.models import BlockState, Translation
from campaigns.translating.standing import Standing
from campaigns.translating.words import NOTHING_BEFORE, NOTHING_TO_CHECK, OWN_WORK
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now
from foundation.errors import Conflict


def write_translations(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    language: str,
    texts: Sequence[tuple[Standing, str]],
    act: str = "translation.saved",
) -> None:
    """Into the campaign, where readers find them; an empty text takes a translation away. What waited there is done
    with. One version and one line of the trail for all of them."""
    for standing, text in texts:
        _put(session, user, campaign, standing.block, language, text)
        if (done := standing.draft or standing.declined) is not None:
            session.delete(done)
    fact_changed(session, user=user, campaign=campaign, act=act, detail=f"{language}: {len(texts)}")
    for standing, _text in texts:
        row = row_of(session, campaign, standing.block, language)
        if row is not None:
            row.before = standing.text or None
            session.add(row)
    session.flush()


def mark_checked(session: Session, *, user: SignedIn, campaign: Campaign, standing: Standing) -> None:
    """Raises Conflict for one's own words, and where nothing stands that could be checked."""
    row = standing.row
    if row is None or standing.state is not BlockState.DRAFT:
        raise Conflict(NOTHING_TO_CHECK)
    if row.written_by_id == user.user_id:
        raise Conflict(OWN_WORK)
    check(row, user)
    session.add(row)
    _record(session, user, campaign, standing, "translation.checked")


def take_check_back(session: Session, *, user: SignedIn, campaign: Campaign, standing: Standing) -> None:
    row = standing.row
    if row is None or row.checked_at is None:
        raise Conflict(NOTHING_TO_CHECK)
    row.checked_by, row.checked_by_id, row.checked_at = "", None, None
    row.state = state_now(row, standing.block)
    session.add(row)
    _record(session, user, campaign, standing, "translation.unchecked")


def say_it_fits(session: Session, *, user: SignedIn, campaign: Campaign, standing: Standing) -> None:
    """The original changed, and this says the same all the same. Whoever did not write it has checked it thereby."""
    row = standing.row
    if row is None or standing.state is not BlockState.OUTDATED:
        raise Conflict(NOTHING_TO_CHECK)
    made_from(row, standing.block.original)
    row.checked_by, row.checked_by_id, row.checked_at = "", None, None
    if row.written_by_id != user.user_id:
        check(row, user)
    row.state = state_now(row, standing.block)
    session.add(row)
    session.flush()
    fact_changed(
        session,
        user=user,
        campaign=campaign,
        act="translation.fits",
        detail=f"{standing.language}: {standing.block.key}",
    )


def put_back(session: Session, *, user: SignedIn, campaign: Campaign, standing: Standing) -> None:
    """What stood here before the last change stands here again, and the other way round when done twice."""
    row = standing.row
    if row is None or row.before is None:
        raise Conflict(NOTHING_BEFORE)
    write_translations(
        session,
        user=user,
        campaign=campaign,
        language=standing.language,
        texts=[(standing, row.before)],
        act="translation.put_back",
    )


def check(row: Translation, user: SignedIn) -> None:
    row.checked_by, row.checked_by_id, row.checked_at = user.name, user.user_id, utc_now()
    row.state = BlockState.CHECKED


def row_of(session: Session, campaign: Campaign, block: Block, language: str) -> Translation | None:
    return session.exec(
        select(Translation).where(
            Translation.campaign_id == campaign.id, Translation.language == language, Translation.block == block.key
        )
    ).first()


def _put(session: Session, user: SignedIn, campaign: Campaign, block: Block, language: str, text: str) -> None:
    row: Any = block.row
    if isinstance(row, Letter):
        _put_into_letter(session, user, campaign, row, block.column, language, text)
        return
    if block.column == "stock":
        _put_into_stock(campaign, block.place, language, text)
    elif block.column == "country_names":
        names = campaign.country_names
        campaign.country_names = {**names, block.place: _with(names[block.place], language, text)}
    elif block.place:
        several = list(getattr(row, block.column))
        several[int(block.place)] = _with(several[int(block.place)], language, text)
        setattr(row, block.column, several)
    else:
        setattr(row, block.column, _with(getattr(row, block.column), language, text))
        if block.column == "name" and getattr(row, "name_forms", None):
            row.name_forms = {code: forms for code, forms in row.name_forms.items() if code != language}
    if row is campaign and not text and block.column in campaign.withheld:
        kept = _with(campaign.withheld[block.column], language, "")
        campaign.withheld = {**campaign.withheld, block.column: kept}
    session.add(row)


def _put_into_stock(campaign: Campaign, key: str, language: str, text: str) -> None:
    values: Mapping[str, Any] = campaign.stock["values"]
    changed = {**values[key], "words": _with(values[key].get("words", {}), language, text)}
    campaign.stock = {**campaign.stock, "values": {**values, key: changed}}


def _put_into_letter(
    session: Session, user: SignedIn, campaign: Campaign, letter: Letter, field: str, language: str, text: str
) -> None:
    save_letter(
        session,
        campaign=campaign,
        kind=letter.kind,
        office_id=letter.office_id,
        language=language,
        values={field: text},
        by=user,
    )


def _with(texts: Texts, language: str, text: str) -> Texts:
    others = {code: words for code, words in texts.items() if code != language}
    return {**others, language: text} if text else others


def _record(session: Session, user: SignedIn, campaign: Campaign, standing: Standing, act: str) -> None:
    record(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        act=act,
        about=f"campaign:{campaign.slug}",
        detail=f"{standing.language}: {standing.block.key}",
    )
