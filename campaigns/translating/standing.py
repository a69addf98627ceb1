"""How each block stands in one language: what the side-by-side page shows, and the sums of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from campaigns.models.campaign import Campaign
from campaigns.models.texts import foreign_in, gaps_in
from campaigns.translating.blocks import Block, blocks_of
from campaigns.translating.keeping import state_now, translations_of
from campaigns.translating.models import BlockState, Translation, TranslationDraft, TranslatorLink, digest_of
from campaigns.translating.word_diff import Piece, word_diff


@dataclass(frozen=True)
class Standing:
    """`text` is what stands in the campaign, `draft` what waits to be taken over, `declined` what could be fetched
    back."""

    block: Block
    language: str
    text: str
    state: BlockState
    row: Translation | None
    draft: TranslationDraft | None
    declined: TranslationDraft | None = None
    is_nameless: bool = False
    hides_changes: bool = False

    @property
    def field_text(self) -> str:
        """What a translator goes on from: the newest words."""
        return self.draft.text if self.draft else self.text

    @property
    def follows(self) -> bool:
        """Nothing is left to do; words that are not translated are."""
        written = self.row is not None and self.row.follows and self.state is not BlockState.MISSING
        return written and not self.untranslated

    @property
    def untranslated(self) -> list[str]:
        """Words of another language that stand in this text, because nobody has translated the fact they tell."""
        return [words for _language, words in foreign_in(self.text)]

    @property
    def is_needed(self) -> bool:
        return self.block.is_needed_in(self.language)

    @property
    def is_left(self) -> bool:
        return (
            self.is_needed
            and not self.follows
            and (self.state.is_left or bool(self.untranslated))
            and not self.draft_is_fresh
        )

    @property
    def draft_is_fresh(self) -> bool:
        """What waits was made from the original as it reads now."""
        return self.draft is not None and self.draft.made_from_digest == digest_of(self.block.original)

    @property
    def waits_for_check(self) -> bool:
        return self.draft is not None or (
            self.state is BlockState.DRAFT and not self.follows and not self.untranslated and self.is_needed
        )

    @property
    def lacks_a_fact(self) -> bool:
        """The original has a gap: a fact is still to be found out, and the text will be written anew."""
        return bool(gaps_in(self.block.original))

    @property
    def changes(self) -> list[Piece]:
        """What has changed in the original since, where that is known."""
        source = self.draft if self.draft is not None else self.row
        if self.hides_changes or source is None or not source.made_from:
            return []
        if source.made_from_digest == digest_of(self.block.original):
            return []
        return word_diff(source.made_from, self.block.original)

    @property
    def seen(self) -> str:
        """A mark of what somebody had before their eyes: the translation, then the original."""
        return f"{digest_of(self.field_text)[:32]}-{digest_of(self.block.original)[:32]}"


@dataclass(frozen=True)
class Sums:
    """Of what is needed in one language. `following` texts are the program's own."""

    checked: int = 0
    following: int = 0
    draft: int = 0
    waiting: int = 0
    outdated: int = 0
    missing: int = 0

    @property
    def total(self) -> int:
        return self.checked + self.following + self.draft + self.waiting + self.outdated + self.missing

    @property
    def done(self) -> int:
        """What may be read and says what the original says."""
        return self.checked + self.following + self.draft

    @property
    def left(self) -> int:
        return self.outdated + self.missing


def standings(session: Session, campaign: Campaign, language: str, *, public: bool = False) -> list[Standing]:
    """Every block that can be written in this language, in the order of the page."""
    return standings_of(session, campaign, blocks_of(session, campaign, public=public), language)


def standings_of(session: Session, campaign: Campaign, blocks: Iterable[Block], language: str) -> list[Standing]:
    rows = translations_of(session, campaign.id, language)
    drafts = {draft.block: draft for draft in drafts_of(session, campaign.id, language)}
    return [
        _standing(block, language, rows.get((block.key, language)), drafts.get(block.key))
        for block in blocks
        if block.may_be_written_in(language)
    ]


def drafts_of(session: Session, campaign_id: int, language: str) -> Sequence[TranslationDraft]:
    return session.exec(
        select(TranslationDraft).where(
            TranslationDraft.campaign_id == campaign_id, TranslationDraft.language == language
        )
    ).all()


def _standing(block: Block, language: str, row: Translation | None, draft: TranslationDraft | None) -> Standing:
    text = block.texts.get(language, "")
    waiting = draft if draft is not None and draft.declined_at is None else None
    declined = draft if draft is not None and draft.declined_at is not None else None
    if not text:
        return Standing(block, language, "", BlockState.MISSING, None, waiting, declined)
    if row is None or row.text_digest != digest_of(text):
        return Standing(block, language, text, BlockState.DRAFT, None, waiting, declined)
    return Standing(block, language, text, state_now(row, block), row, waiting, declined)


def sums_of(found: Iterable[Standing]) -> Sums:
    counted = dict.fromkeys(("checked", "following", "draft", "waiting", "outdated", "missing"), 0)
    for one in found:
        if one.is_needed:
            counted[_kind(one)] += 1
    return Sums(**counted)


def _kind(one: Standing) -> str:
    if one.follows:
        return "following"
    if one.draft_is_fresh:
        return "waiting"
    if one.untranslated and one.state is not BlockState.OUTDATED:
        return BlockState.MISSING.value
    return one.state.value


def sums_by_language(session: Session, campaign: Campaign, languages: Iterable[str]) -> dict[str, Sums]:
    blocks = blocks_of(session, campaign, public=False)
    return {code: sums_of(standings_of(session, campaign, blocks, code)) for code in languages}


def languages_begun(session: Session, campaign_id: int) -> set[str]:
    """Somebody was asked to translate into them, or has begun to."""
    found: set[str] = set()
    for table in (TranslationDraft, TranslatorLink, Translation):
        found |= set(session.exec(select(col(table.language)).where(col(table.campaign_id) == campaign_id).distinct()))
    return found


def work_by_campaign(session: Session, campaign_ids: Sequence[int]) -> Mapping[tuple[int, str], tuple[int, int]]:
    """Campaign and language → texts that wait to be taken over, and translations older than their originals."""
    found: dict[tuple[int, str], tuple[int, int]] = {}
    waiting = (
        select(TranslationDraft.campaign_id, TranslationDraft.language, func.count())
        .where(col(TranslationDraft.campaign_id).in_(campaign_ids), col(TranslationDraft.declined_at).is_(None))
        .group_by(col(TranslationDraft.campaign_id), col(TranslationDraft.language))
    )
    for campaign_id, language, number in session.exec(waiting):
        found[campaign_id, language] = (number, 0)
    outdated = (
        select(Translation.campaign_id, Translation.language, func.count())
        .where(col(Translation.campaign_id).in_(campaign_ids), Translation.state == BlockState.OUTDATED)
        .group_by(col(Translation.campaign_id), col(Translation.language))
    )
    for campaign_id, language, number in session.exec(outdated):
        found[campaign_id, language] = (found.get((campaign_id, language), (0, 0))[0], number)
    return found
