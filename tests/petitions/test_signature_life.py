"""Whatever people, organisers and the clock do: kept counters equal a recount, and nobody is kept too long."""

import sqlite3
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, select

from campaigns.tables import metadata
from foundation.accounts.access import SignedIn
from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.errors import AppError
from petitions.actions.confirm import confirm, send_new_link
from petitions.actions.counting import move
from petitions.actions.disown import disown
from petitions.actions.forget import forget_retypings, forget_unconfirmed
from petitions.actions.invalidate import invalidate, restore
from petitions.actions.push import close_all, open_all, pause_all
from petitions.actions.sign import sign
from petitions.actions.withdraw import withdraw
from petitions.models.consent import ConsentKind
from petitions.models.envelope import person_of
from petitions.models.petition import Petition
from petitions.models.retyping import Retyping
from petitions.models.signature import Signature, SignatureState, StateBefore, WebVisibility
from petitions.models.tally import Tally, TallyKind
from petitions.queries.counting import count_again, kept_counts
from tests.factories.accounts import an_organisation
from tests.factories.petitions import (
    an_open_petition,
    confirm_beside_token,
    confirm_token,
    not_me_token,
    typed,
    withdraw_token,
)

pytestmark = pytest.mark.slow

NOON = "2026-05-01 12:00:00Z"
PEOPLE = [f"person{number}@example.net" for number in range(4)]


@cache
def _tables() -> bytes:
    """All tables and no rows, made once: an example is to be quick."""
    engine = sa.create_engine("sqlite://", poolclass=StaticPool)
    metadata.create_all(engine)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        return bytes(driver.serialize())


def an_empty_database() -> sa.Engine:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.deserialize(_tables())
        connection.execute("PRAGMA foreign_keys=ON")
        return connection

    return sa.create_engine("sqlite://", poolclass=StaticPool, creator=connect)


class SignatureLife(RuleBasedStateMachine):
    """Everything that can happen to signatures, in any order, links of old mails included."""

    signed = Bundle("signed")
    links = Bundle("links")

    @initialize()
    def open_a_petition(self) -> None:
        self.clock = time_machine.travel(NOON, tick=False)
        self.time = self.clock.start()
        self.engine = an_empty_database()
        self.session = Session(self.engine, expire_on_commit=False)
        organisation = an_organisation(self.session)
        # Without a password: hashing one takes longer than all the rest of an example.
        row = User(name="Ada Example", email="ada@example.org", email_digest=b"1" * 32, password_hash="none")
        self.session.add(row)
        self.session.flush()
        self.user = SignedIn(row.id, row.name, {organisation.id: Role.OWNER})
        self.petition: Petition = an_open_petition(self.session, organisation)

    @rule(
        target=links,
        email=st.sampled_from(PEOPLE),
        name=st.sampled_from(["Ada Example", "Jean Modèle"]),
        country=st.sampled_from(["FR", "KZ"]),
        organisation=st.sampled_from(["", "Example Bakers", "EXAMPLE  BAKERS!", "Пекари Примера"]),
        via=st.sampled_from(["", "bakers"]),
        web=st.sampled_from(WebVisibility),
        news=st.booleans(),
    )
    def somebody_signs(self, email: str, **chosen: Any) -> Any:
        news = (ConsentKind.UPDATES,) if chosen.pop("news") else ()
        try:
            sign(self.session, petition=self.petition, typed=typed(email, also=news, **chosen))
        except AppError:
            assert not self.petition.takes_signatures
        self.session.flush()
        found = self.session.exec(select(Signature).order_by(sa.text("id"))).all()
        return multiple(*[(confirm_token(each), withdraw_token(each)) for each in found], *self._links_beside())

    def _links_beside(self) -> list[tuple[str, str]]:
        rows = self.session.exec(select(Retyping, Signature).join(Signature)).all()
        return [(confirm_beside_token(entry), withdraw_token(signature)) for entry, signature in rows]

    @rule(which=st.integers(0, 7), only_this=st.booleans())
    def somebody_says_it_was_not_them(self, which: int, only_this: bool) -> None:
        signatures = self.session.exec(select(Signature)).all()
        tokens = [not_me_token(signature) for signature in signatures]
        tokens += [not_me_token(entry) for entry in self.session.exec(select(Retyping))]
        if tokens:
            disown(self.session, token=tokens[which % len(tokens)], only_this=only_this)
            self.session.flush()

    @rule(link=links)
    def somebody_confirms(self, link: tuple[str, str]) -> None:
        self._press(confirm, link[0])

    @rule(link=links)
    def somebody_asks_for_a_new_link(self, link: tuple[str, str]) -> None:
        self._press(send_new_link, link[0])

    @rule(link=links)
    def somebody_withdraws(self, link: tuple[str, str]) -> None:
        self._press(withdraw, link[1])

    def _press(self, act: Any, token: str) -> None:
        try:
            act(self.session, token=token)
        except AppError as refusal:
            assert refusal.status == 404  # noqa: PT017  # the machine goes on
        self.session.flush()

    @rule(which=st.integers(0, 3), back=st.booleans())
    def an_organiser_decides(self, which: int, back: bool) -> None:
        rows = self.session.exec(select(Signature)).all()
        if not rows:
            return
        named = {"user": self.user, "slug": "free-ada", "reference": str(rows[which % len(rows)].reference)}
        try:
            if back:
                restore(self.session, **named)  # type: ignore[arg-type]  # as named
            else:
                invalidate(self.session, reason="a test", **named)  # type: ignore[arg-type]  # as named
        except AppError as refusal:
            assert refusal.status == 409  # noqa: PT017  # the machine goes on
        self.session.flush()

    @rule(which=st.integers(0, 3))
    def a_flood_is_set_aside(self, which: int) -> None:
        rows = self.session.exec(select(Signature)).all()
        row = rows[which % len(rows)] if rows else None
        if row is not None and row.state in (SignatureState.PENDING, SignatureState.CONFIRMED):
            row.state_before = StateBefore(row.state.value)
            row.shown_name = None
            move(self.session, row, SignatureState.QUARANTINED, now=utc_now())
            self.session.flush()

    @rule(act=st.sampled_from([open_all, pause_all, close_all]))
    def the_campaign_changes(self, act: Any) -> None:
        act(self.session, campaign_id=self.petition.campaign_id)
        self.session.flush()

    @rule(hours=st.sampled_from([1, 25, 24 * 8, 24 * 15]))
    def time_passes(self, hours: int) -> None:
        self.time.shift(timedelta(hours=hours))
        forget_retypings(self.session)
        forget_unconfirmed(self.session)
        self.session.flush()
        self.session.expire_all()

    @invariant()
    def kept_counts_are_true(self) -> None:
        if hasattr(self, "session"):
            kept = kept_counts(self.session, self.petition.id)
            again = count_again(self.session, self.petition.id)
            assert kept == again
            assert sum(kept.of(TallyKind.COUNTRY).values()) == kept.confirmed
            assert sum(kept.of(TallyKind.DAY).values()) == kept.confirmed

    @invariant()
    def an_organisation_is_known_while_somebody_of_it_counts(self) -> None:
        if hasattr(self, "session"):
            rows = self.session.exec(select(Tally).where(Tally.kind == TallyKind.ORGANISATION)).all()
            assert all(row.confirmed and row.name for row in rows)

    @invariant()
    def nobody_is_kept_longer_than_promised(self) -> None:
        if not hasattr(self, "session"):
            return
        for row in self.session.exec(select(Signature)).all():
            person = person_of(row)
            assert (person is None) == (row.state is SignatureState.WITHDRAWN)
            if person and row.state is SignatureState.CONFIRMED:
                assert bool(person.email) == row.keeps_address
            for entry in self.session.exec(select(Retyping).where(Retyping.signature_id == row.row_id)):
                assert entry.is_empty or row.state_to_signer in (SignatureState.PENDING, SignatureState.INVALIDATED)
            shows = row.state is SignatureState.CONFIRMED and row.web_visibility in ("initials", "full")
            assert (row.shown_name is not None) == shows

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()
            self.engine.dispose()
            self.clock.stop()


TestSignatureLife = SignatureLife.TestCase


TestSignatureLife.settings = how(max_examples=25, stateful_step_count=25, deadline=None)
