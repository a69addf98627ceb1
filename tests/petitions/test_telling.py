"""Nobody works out a newcomer by adding signatures of their own, taking them back, and looking at what changes."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from foundation.security.links import make_token
from petitions.access import MY_DATA_PURPOSE
from petitions.actions.hide_group import hide_group
from petitions.actions.my_data import Corrected, ask_for_my_data, correct
from petitions.actions.withdraw import withdraw
from petitions.models.data_request import DataRequest
from petitions.models.envelope import person_of
from petitions.models.groups import LEAST_GROUP, Groups, nameable
from petitions.models.petition import Petition
from petitions.models.signature import AddresseeVisibility, Signature, WebVisibility
from petitions.models.tally import Tally, TallyKind, organisation_key
from petitions.models.telling import Told, told_anew
from petitions.queries.figures import milestones, public_figures, public_groups
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.petitions import a_confirmed_signature, an_open_petition, typed, withdraw_token
from tests.petitions.asking import counts

NOON = "2026-05-01 12:00:00Z"
COUNTRIES = ("FR", "KZ", "NO")


class World:
    """The counting of petitions/actions/publishing.py, without a database."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 1, tzinfo=UTC)
        self.there: dict[int, tuple[str, datetime]] = {}
        self.told = Told()
        self.tellings = 0

    def come(self, who: int, country: str) -> None:
        self.tell()
        self.there[who] = (country, self.now)

    def leave(self, who: int) -> None:
        self.tell()
        country, since = self.there.pop(who)
        if self.told.knows(since):
            self.told = self.told.without([[(TallyKind.COUNTRY, country)]])

    def tell(self) -> None:
        self.now += timedelta(minutes=1)
        if told_anew(self.told, len(self.there)):
            countries = Counter(country for country, _since in self.there.values())
            self.told = Told(len(self.there), self.now, {TallyKind.COUNTRY: countries})
            self.tellings += 1

    def shown(self) -> tuple[int, dict[str, int]]:
        self.tell()
        return self.told.confirmed, nameable(self.told.of(TallyKind.COUNTRY), self.told.confirmed)


acts = st.lists(st.tuples(st.integers(0, 24), st.sampled_from(COUNTRIES)), max_size=60)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(COUNTRIES), max_size=40), acts)
def test_what_is_shown_depends_on_no_newcomer(others: list[str], adversary: list[tuple[int, str]]) -> None:
    """The same happens in two worlds, in which one newcomer is from different countries. Whoever adds and withdraws
    signatures of their own sees the same in both, until ten are told of together."""
    worlds = (World(), World())
    for world in worlds:
        for number, country in enumerate(others):
            world.come(1000 + number, country)
        world.shown()
    before = worlds[0].tellings
    told = set(worlds[0].there) if worlds[0].told.confirmed == len(worlds[0].there) else None
    for world, country in zip(worlds, ("KZ", "NO"), strict=True):
        world.come(0, country)
    for who, country in adversary:
        there = set(worlds[0].there)
        one, other = (world.shown() for world in worlds)
        if worlds[0].tellings > before:
            if told is not None:
                assert len(there - told) >= LEAST_GROUP, "ten of whom nothing was told, all still there"
            return
        assert one == other
        for world in worlds:
            if who + 1 in world.there:
                world.leave(who + 1)
            else:
                world.come(who + 1, country)
        told = told and told & set(worlds[0].there)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(COUNTRIES)), max_size=80))
def test_what_was_told_is_never_more_than_who_is_still_there(several: list[tuple[bool, str]]) -> None:
    world = World()
    for number, (comes, country) in enumerate(several):
        if comes or not world.there:
            world.come(number, country)
        else:
            world.leave(min(world.there))
        told = world.told
        still = Counter(country for country, since in world.there.values() if told.knows(since))
        assert told.of(TallyKind.COUNTRY) == still
        assert told.confirmed == sum(still.values())


def _look(session: Session, petition: Petition, clock: time_machine.Traveller) -> Groups:
    clock.shift(timedelta(minutes=1))
    session.refresh(petition)
    groups = public_groups(session, petition)
    assert public_figures(session, petition).countries == groups.countries
    return groups


def _of_two_countries(session: Session) -> tuple[Petition, list[Signature]]:
    petition = an_open_petition(session)
    socks = [a_confirmed_signature(session, petition, typed(country="FR")) for _ in range(18)]
    for _ in range(12):
        a_confirmed_signature(session, petition, typed(country="KZ", organisation="Example Bakers"))
    return petition, socks


def test_two_who_withdraw_tell_nothing_of_one_who_came(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        petition, socks = _of_two_countries(session)
        assert _look(session, petition, clock).countries == {"FR": 18, "KZ": 12}
        a_confirmed_signature(session, petition, typed(country="KZ", organisation="Example Bakers"))
        assert _look(session, petition, clock).countries == {"FR": 18, "KZ": 12}
        for sock in socks[:2]:
            withdraw(session, token=withdraw_token(sock))
        groups = _look(session, petition, clock)
        assert groups.countries == {"FR": 16, "KZ": 12}
        assert groups.confirmed == 28
        assert groups.organisations == (("Example Bakers", 12),)
        assert [span.confirmed for span in groups.spans] == [28]
        assert public_figures(session, petition).confirmed == 29


def test_one_who_comes_and_goes_ten_times_is_no_ten(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        petition, _socks = _of_two_countries(session)
        before = _look(session, petition, clock)
        a_confirmed_signature(session, petition, typed(country="KZ"))
        for _ in range(11):
            sock = a_confirmed_signature(session, petition, typed("sock@example.com", country="FR"))
            assert _look(session, petition, clock) == before
            withdraw(session, token=withdraw_token(sock))
            clock.shift(timedelta(days=1))
            assert _look(session, petition, clock) == before


def _correct(session: Session, petition: Petition, signature: Signature, **corrected: str) -> None:
    person = person_of(signature)
    assert person is not None
    email = corrected.pop("email")
    request_before = {request.id for request in session.exec(select(DataRequest))}
    ask_for_my_data(session, petition=petition, email=email, language="en")
    session.flush()
    request = next(request for request in session.exec(select(DataRequest)) if request.id not in request_before)
    wanted = {"name": person.name, "organisation": person.organisation, "country": signature.country or ""} | corrected
    correct(
        session,
        token=make_token(MY_DATA_PURPOSE, request.id, request.nonce),
        corrected=Corrected(
            **wanted, web_visibility=WebVisibility.NONE, addressee_visibility=AddresseeVisibility.COUNTED, consents={}
        ),
    )
    session.refresh(petition)


def test_who_corrects_a_country_again_and_again_is_one(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        petition, _socks = _of_two_countries(session)
        sock = a_confirmed_signature(session, petition, typed("sock@example.com", country="FR"))
        assert _look(session, petition, clock).countries == {"FR": 19, "KZ": 12}
        a_confirmed_signature(session, petition, typed(country="KZ"))
        for number in range(12):
            country = "KZ" if number % 2 == 0 else "FR"
            _correct(session, petition, sock, email="sock@example.com", country=country)
            assert _look(session, petition, clock).countries == {"FR": 18, "KZ": 12}
        assert counts(session, petition) == (0, 32)


def test_correcting_a_name_moves_no_milestone_and_no_group(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        petition = an_open_petition(session)
        petition.goal = 10
        session.flush()
        for _ in range(9):
            a_confirmed_signature(session, petition)
        signature = a_confirmed_signature(session, petition, typed("x9@example.net"))
        groups = _look(session, petition, clock)
        reached = [(each.number, each.reached_at) for each in milestones(session, petition.id, 10)]
        clock.shift(timedelta(days=3))
        _correct(session, petition, signature, email="x9@example.net", name="Ada Example")
        assert _look(session, petition, clock).countries == groups.countries == {"FR": 10}
        _correct(session, petition, signature, email="x9@example.net", country="NO")
        assert [(each.number, each.reached_at) for each in milestones(session, petition.id, 10)] == reached
        assert counts(session, petition) == (0, 10)


def test_a_hidden_organisation_stays_hidden_when_its_last_signer_leaves_and_others_come(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        organisation = an_organisation(session)
        user = an_organiser(session, organisation)
        petition = an_open_petition(session, organisation)
        last = a_confirmed_signature(session, petition, typed(organisation="Insult Inc"))
        key = organisation_key(petition.id, "Insult Inc")
        hide_group(session, user=user, slug=petition.slug, kind=TallyKind.ORGANISATION, key=key, is_hidden=True)
        withdraw(session, token=withdraw_token(last))
        session.expire_all()
        tally = session.get_one(Tally, (petition.id, TallyKind.ORGANISATION, key))
        assert (tally.confirmed, tally.is_hidden, tally.sealed_name) == (0, True, None)
        for _ in range(12):
            a_confirmed_signature(session, petition, typed(organisation="INSULT inc"))
        assert _look(session, petition, clock).organisations == ()
        session.expire_all()
        assert session.get_one(Tally, (petition.id, TallyKind.ORGANISATION, key)).name == "INSULT inc"
        hide_group(session, user=user, slug=petition.slug, kind=TallyKind.ORGANISATION, key=key, is_hidden=False)
        assert _look(session, petition, clock).organisations == (("INSULT inc", 12),)


def test_hiding_a_group_leaves_the_others_as_they_were_told(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        organisation = an_organisation(session)
        user = an_organiser(session, organisation)
        petition = an_open_petition(session, organisation)
        for name in ("Example Bakers", "Insult Inc"):
            for _ in range(12):
                a_confirmed_signature(session, petition, typed(country="KZ", organisation=name))
        before = _look(session, petition, clock)
        assert dict(before.organisations) == {"Example Bakers": 12, "Insult Inc": 12}
        a_confirmed_signature(session, petition, typed(country="KZ", organisation="Example Bakers"))
        key = organisation_key(petition.id, "Insult Inc")
        hide_group(session, user=user, slug=petition.slug, kind=TallyKind.ORGANISATION, key=key, is_hidden=True)
        session.refresh(petition)
        shown = public_groups(session, petition)
        assert shown.countries == before.countries == public_figures(session, petition).countries == {"KZ": 24}
        assert shown.organisations == (("Example Bakers", 12),)
        assert _look(session, petition, clock).organisations == (("Example Bakers", 12),)
