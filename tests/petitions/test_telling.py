"""Nobody works out a newcomer by adding signatures of their own, taking them back, and looking at what changes."""

import random
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from foundation.security.links import make_token
from petitions.actions.hide_group import hide_group
from petitions.actions.my_data import Corrected, ask_for_my_data, correct
from petitions.actions.withdraw import withdraw
from petitions.mailed_links import MY_DATA_PURPOSE
from petitions.models.data_request import DataRequest
from petitions.models.envelope import person_of
from petitions.models.groups import LEAST_GROUP, Groups
from petitions.models.petition import Petition
from petitions.models.signature import AddresseeVisibility, Signature, WebVisibility
from petitions.models.tally import Tally, TallyKind, organisation_key
from petitions.queries.figures import milestones, public_figures, public_groups
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.petitions import a_confirmed_signature, an_open_petition, names_looked_at, typed, withdraw_token
from tests.petitions.asking import counts

NOON = "2026-05-01 12:00:00Z"
COUNTRIES = ("FR", "KZ", "NO")


class Plain:
    """What is to be shown, from the persons themselves: nothing is added up or taken away, all is counted each time."""

    def __init__(self) -> None:
        self.there: dict[int, str] = {}
        self.told: set[int] = set()
        self.tellings = 0

    def come(self, who: int, country: str) -> None:
        self.there[who] = country

    def leave(self, who: int) -> None:
        del self.there[who]
        self.told.discard(who)

    def correct(self, who: int, country: str) -> None:
        if self.there[who] != country:
            self.leave(who)
            self.come(who, country)

    def shown(self) -> tuple[int, dict[str, int]]:
        if len(self.there) - len(self.told) >= 10:
            self.told = set(self.there)
            self.tellings += 1
        crowds = Counter(self.there[who] for who in self.told)
        named = sorted(country for country, size in crowds.items() if size >= 10)
        while named and 0 < sum(size for country, size in crowds.items() if country not in named) < 10:
            named.remove(max(named, key=lambda country: (-crowds[country], country)))
        return len(self.told), {country: crowds[country] for country in named}


acts = st.lists(st.tuples(st.integers(0, 24), st.sampled_from(COUNTRIES)), max_size=60)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(COUNTRIES), max_size=40), acts)
def test_what_is_to_be_shown_depends_on_no_newcomer(others: list[str], adversary: list[tuple[int, str]]) -> None:
    """The same happens in two worlds, in which one newcomer is from different countries. Whoever adds and withdraws
    signatures of their own sees the same in both, until ten are told of together."""
    worlds = (Plain(), Plain())
    for world in worlds:
        for number, country in enumerate(others):
            world.come(1000 + number, country)
        world.shown()
    before = worlds[0].tellings
    for world, country in zip(worlds, ("KZ", "NO"), strict=True):
        world.come(0, country)
    for who, country in adversary:
        unknown = len(worlds[0].there.keys() - worlds[0].told)
        one, other = (world.shown() for world in worlds)
        if worlds[0].tellings > before:
            assert unknown >= LEAST_GROUP, "ten of whom nothing was told, all still there"
            return
        assert one == other
        for world in worlds:
            if who + 1 in world.there:
                world.leave(who + 1)
            else:
                world.come(who + 1, country)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_shown_is_what_counting_the_persons_gives(session: Session, seed: int) -> None:
    """People come, leave and correct their country; some minutes bring several of them, some nobody."""
    chance, plain = random.Random(seed), Plain()
    signatures: dict[int, Signature] = {}
    with time_machine.travel(NOON, tick=False) as clock:
        petition = an_open_petition(session)
        for number in range(130):
            wish = chance.random()
            country = chance.choices(COUNTRIES, weights=(6, 3, 1))[0]
            if wish < 0.65 or not signatures:
                email = f"p{number}@example.net"
                signatures[number] = a_confirmed_signature(session, petition, typed(email, country=country))
                plain.come(number, country)
            elif wish < 0.9:
                who = chance.choice(sorted(signatures))
                withdraw(session, token=withdraw_token(signatures.pop(who)))
                plain.leave(who)
            else:
                who = chance.choice(sorted(signatures))
                _correct(session, petition, signatures[who], email=f"p{who}@example.net", country=country)
                plain.correct(who, country)
            if chance.random() < 0.7:
                groups = _look(session, petition, clock)
                assert (groups.confirmed, groups.countries) == plain.shown()
        assert plain.tellings >= 2
        assert counts(session, petition)[1] == len(plain.there)


def test_whose_clock_is_behind_is_still_a_newcomer(session: Session) -> None:
    """Their press began before the telling and was counted after it."""
    with time_machine.travel(NOON, tick=False) as clock:
        petition, _socks = _of_two_countries(session)
        clock.shift(timedelta(seconds=90))
        a_confirmed_signature(session, petition, typed(country="FR"))
        clock.shift(timedelta(milliseconds=-5))
        behind = a_confirmed_signature(session, petition, typed(country="KZ"))
        clock.shift(timedelta(minutes=2))
        withdraw(session, token=withdraw_token(behind))
        assert _look(session, petition, clock).countries == {"FR": 18, "KZ": 12}


def test_whose_clock_is_ahead_was_told_of(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        petition, _socks = _of_two_countries(session)
        clock.shift(timedelta(seconds=200))
        ahead = a_confirmed_signature(session, petition, typed(country="KZ"))
        clock.shift(timedelta(seconds=-110))
        for _ in range(9):
            a_confirmed_signature(session, petition, typed(country="FR"))
        clock.shift(timedelta(seconds=60))
        a_confirmed_signature(session, petition, typed(country="FR"))
        withdraw(session, token=withdraw_token(ahead))
        clock.shift(timedelta(minutes=4))
        assert _look(session, petition, clock).countries == {"FR": 27, "KZ": 12}


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
    names_looked_at(session, petition)
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
        names_looked_at(session, petition)
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
