"""Making a pack: read, lay out with no transaction open, file each part as it is made. Deleting packs that have ended,
and those that do not hold any more."""

import logging
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from sqlmodel import Session

from campaigns.deliveries.actions.forgetting import campaigns_with_people, forget_people
from campaigns.deliveries.actions.naming import let_names_fall
from campaigns.deliveries.actions.packing import (
    Filed,
    begin_anew,
    begin_part,
    clear_one_file,
    file_part,
    give_up_pack,
    lost_packs,
    ready_packs,
    settle_pack,
    unfinished_packs,
    void_pack,
)
from campaigns.deliveries.contents import NamesContents, PackContents, gather_names, gather_pack
from campaigns.deliveries.models.delivery import Delivery, NamesAsk
from campaigns.deliveries.models.pack import Pack, PackState, PartKind
from campaigns.deliveries.printing import Made, made_names, merged, pages_of, zipped
from campaigns.deliveries.standing import LETTER_CHANGED, why_it_served, why_not_now, why_not_with_names, why_untaken
from campaigns.letters.render import name_of_file
from campaigns.models.campaign import Campaign
from foundation.accounts.rights_ended import when_rights_end
from foundation.database import Database
from foundation.errors import AppError, Conflict
from foundation.faults import kind_and_places
from foundation.files import read
from foundation.jobs import Queue, job
from foundation.mail.setup import mail_setup
from foundation.web.language import LANGUAGES, mark
from petitions.actions.anonymise import when_anonymising
from petitions.queries.keeping import forgotten_campaigns

BROKE = mark("Something went wrong while the pack was made, and nothing of it was kept. Make it again.")
LOST = mark("The pack was not finished in time, and nothing of it was kept. Make it again.")

Step = tuple[PartKind, Callable[[], Iterable[Made]]]
"""What is made, and how."""

_log = logging.getLogger(__name__)

when_rights_end(let_names_fall)
when_anonymising(forget_people)


class CalledOff(Exception):
    """Meanwhile; whoever did so has seen to its files."""


@job("campaigns.make_pack", queue=Queue.SLOW, retries=0)
def make_pack(database: Database, *, pack_id: int) -> None:
    """Ends as ready, failed or called off, whatever happens; only a worker that is killed leaves it as it is, and then
    it is begun anew."""
    try:
        _make(database, pack_id)
    except CalledOff:
        return
    except AppError as refusal:
        _give_up(database, pack_id, BROKE if refusal.values else refusal.words)
    except Exception as error:  # noqa: BLE001  # whatever breaks, somebody waits for a word of it
        _log.error("a delivery pack was not made: %s", kind_and_places(error))
        _give_up(database, pack_id, BROKE)


@job("campaigns.clear_pack")
def clear_pack(database: Database, *, pack_id: int) -> None:
    """Its files, each in a transaction of its own."""
    more = True
    while more:
        with database.writing(shows=False) as session:
            more = clear_one_file(session, pack_id=pack_id, files_dir=mail_setup().files_dir)


@job("campaigns.look_at_packs", every="*/5 * * * *", retries=0)
def look_at_packs(database: Database) -> None:
    """Packs that do not hold any more lose their files within minutes: somebody on the list has withdrawn, the visit is
    over, something was put on hold. Also what a killed worker left behind."""
    _clear_what_is_left(database)
    with database.reading() as session:
        lost, ready = lost_packs(session), ready_packs(session)
    for pack_id in lost:
        _one_of_many(partial(_give_up, database, pack_id, LOST))
    for pack_id in ready:
        _one_of_many(partial(_void_if_untrue, database, pack_id))
    _clear_what_is_left(database)


def _clear_what_is_left(database: Database) -> None:
    with database.reading() as session:
        left = unfinished_packs(session)
    for pack_id in left:
        _one_of_many(partial(clear_pack, database, pack_id=pack_id))


def _one_of_many(look: Callable[[], None]) -> None:
    """A pack that breaks keeps no other from being looked at."""
    try:
        look()
    except Exception as error:  # noqa: BLE001  # whatever breaks, the next pack is looked at
        _log.error("a delivery pack was not looked at: %s", kind_and_places(error))


def _void_if_untrue(database: Database, pack_id: int) -> None:
    with database.reading() as session:
        because = _why_void(session, pack_id)
    if because:
        with database.writing() as session:
            void_pack(session, pack_id=pack_id, because=because)


@job("campaigns.forget_delegations", every="47 2 * * *", retries=0)
def forget_delegations(database: Database) -> None:
    """What was typed after the signers were forgotten goes within a day."""
    with database.reading() as session:
        found = campaigns_with_people(session, forgotten_campaigns(session))
    for campaign_id in found:
        with database.writing() as session:
            forget_people(session, campaign_id)


def _why_void(session: Session, pack_id: int) -> str:
    pack = session.get(Pack, pack_id)
    if pack is None or pack.state is not PackState.READY:
        return ""
    delivery = session.get_one(Delivery, pack.delivery_id)
    return why_it_served(session, delivery, pack) or why_untaken(
        session, session.get_one(Campaign, delivery.campaign_id), delivery, pack
    )


def _make(database: Database, pack_id: int) -> None:
    with database.reading() as session:
        pack = session.get(Pack, pack_id)
        if pack is None or pack.state is not PackState.ORDERED:
            return
        delivery = session.get_one(Delivery, pack.delivery_id)
        campaign = session.get_one(Campaign, delivery.campaign_id)
        if why := why_not_now(session, campaign, delivery) or why_not_with_names(session, campaign, delivery, pack):
            raise Conflict(why)
        contents = gather_pack(session, campaign, delivery, base_url=mail_setup().base_url)
        ask = session.get_one(NamesAsk, pack.names_id) if pack.names_id else None
        names = gather_names(session, campaign, ask) if ask else None
    more = True
    while more:
        with database.writing(shows=False) as session:
            more = begin_anew(session, pack_id=pack_id, files_dir=mail_setup().files_dir)
    made: list[Made] = []
    steps = _steps(contents, names, made)
    for kind, make in steps:
        with database.writing(shows=False) as session:
            if not begin_part(session, pack_id=pack_id, kind=kind, total=len(steps)):
                raise CalledOff
        for one in make():
            made.append(one)
            _file(database, pack_id, one)
    with database.writing() as session:
        settle_pack(
            session,
            pack_id=pack_id,
            facts_version=contents.facts_version,
            confirmed=contents.figures.confirmed,
            named=names.count if names else 0,
            names_digest=names.digest if names else "",
            left_out=",".join(code for code in LANGUAGES if code not in {note.language for note in contents.notes}),
        )


def _steps(contents: PackContents, names: NamesContents | None, made: list[Made]) -> list[Step]:
    """`made` holds what the steps before have made, when the last two put it together."""
    pages: list[Step] = [(kind, partial(_alone, make)) for kind, make in pages_of(contents)]
    listed: list[Step] = [(PartKind.NAMES, partial(made_names, contents, names))] if names else []
    return [
        (PartKind.LETTER, partial(_letters, contents)),
        *pages[:1],
        *listed,
        *pages[1:],
        (PartKind.MERGED, lambda: [merged(contents, made)]),
        (PartKind.ZIP, lambda: [zipped(contents, [one for one in made if one.kind is not PartKind.MERGED])]),
    ]


def _alone(make: Callable[[], Made]) -> list[Made]:
    return [make()]


def _letters(contents: PackContents) -> Iterator[Made]:
    """The files that were approved, as they lie there."""
    for one in contents.letters:
        letter = one.letter
        if letter.file_sha256 is None:
            raise Conflict(LETTER_CHANGED)
        yield Made(
            PartKind.LETTER,
            letter.language,
            name_of_file(contents.campaign_slug, letter.kind, letter.office_id, letter.language),
            read(mail_setup().files_dir, letter.file_sha256),
            pages=letter.pages,
            told=letter.told,
            letter_id=letter.id,
        )


def _file(database: Database, pack_id: int, made: Made) -> None:
    filed = Filed(
        made.kind, made.language, made.name, made.media_type, made.pages, made.told, made.has_names, made.letter_id
    )
    with database.writing(shows=False) as session:
        kept = file_part(session, pack_id=pack_id, filed=filed, content=made.content, files_dir=mail_setup().files_dir)
    if not kept:
        raise CalledOff


def _give_up(database: Database, pack_id: int, problem: str) -> None:
    with database.writing() as session:
        give_up_pack(session, pack_id=pack_id, problem=problem)
