"""The ledger of consents, and the words they were given to."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.database import insert_into
from foundation.many_rows import insert_many, mark_of, run
from petitions.models.consent import Consent, ConsentKind, ShownText
from petitions.models.typed import Words


def keep_words(session: Session, several: Iterable[Words]) -> None:
    """Each text once, under the version that is made of it."""
    by_version = {words.version: words for words in several}
    if not by_version:
        return
    connection = session.connection()
    places = ", ".join([mark_of(connection)] * len(by_version))
    kept = run(connection, f"SELECT version FROM shown_text WHERE version IN ({places})", list(by_version))  # noqa: S608  # places alone
    known = {version for (version,) in kept}
    new = [
        {"version": version, "language": words.language, "words": words.text}
        for version, words in sorted(by_version.items())
        if version not in known
    ]
    if new:
        insert = insert_into(ShownText, connection.dialect.name)
        connection.execute(insert.on_conflict_do_nothing(index_elements=["version"]), new)


def give_consents(session: Session, *, signature_id: int, consents: Mapping[ConsentKind, Words], now: datetime) -> None:
    give_all_consents(session, [(signature_id, consents)], now=now)


def give_all_consents(
    session: Session,
    given: Iterable[tuple[int, Mapping[ConsentKind, Words]]],
    *,
    now: datetime,
    signed_words: Iterable[Words] = (),
) -> None:
    """Of several signatures: (id, what was agreed to in which words). `signed_words` are kept in the same step."""
    several = list(given)
    keep_words(session, [*signed_words, *(words for _id, consents in several for words in consents.values())])
    rows = [
        (signature_id, kind.value, words.version, words.language)
        for signature_id, consents in several
        for kind, words in consents.items()
    ]
    if rows:
        insert_many(
            session.connection(),
            Consent,
            ("signature_id", "kind", "text_version", "language"),
            rows,
            same={"given_at": now, "withdrawn_at": None},
        )


def end_consents(
    session: Session, *, signature_id: int, now: datetime, kinds: Iterable[ConsentKind] = frozenset(ConsentKind)
) -> None:
    """All that still hold: on withdrawal, and when somebody signs anew with other choices; or only those of `kinds`."""
    session.execute(
        sa.update(Consent)
        .where(
            col(Consent.signature_id) == signature_id,
            col(Consent.withdrawn_at).is_(None),
            col(Consent.kind).in_(list(kinds)),
        )
        .values(withdrawn_at=now)
        .execution_options(synchronize_session=False)
    )
