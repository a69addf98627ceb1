"""What `bench sign` calls a bad day is one: people confirm, press twice, bring proofs of work, and mail leaves."""

import itertools
from argparse import Namespace

import pytest
import sqlalchemy as sa
from sqlmodel import col

from campaigns.commands import bench
from foundation.mail.models import MailState, OutboxMail
from foundation.measuring.load import CannotMeasure, ask, post
from foundation.measuring.place import a_place
from petitions.benches import people
from petitions.benches.bad_day import PATH, bad_day, links_to_confirm, wait_for_mail, web_and_mail
from petitions.models.signals import SpentChallenge
from petitions.models.signature import Signature, SignatureState
from tests.postgresql import Cluster

pytestmark = pytest.mark.slow


def test_all_that_belongs_to_it_happens(cluster: Cluster | None) -> None:
    with a_place(
        database_url=cluster.url("postgres") if cluster else "",
        prepare=bench._prepare,
        programs=bench.PROGRAMS,
        make_petition=bench.make_petition,
    ) as place:
        petition_id = place.make_petition(place.database, "bench")
        numbers = itertools.count(1)
        options = Namespace(seconds=2.0, connections=8)
        with web_and_mail(place) as ports:
            first = [post(PATH, people.form(number), x_forwarded_for=people.came_from(number)) for number in range(200)]
            ask(ports, first, connections=8, seconds=60).require(303)
            links = links_to_confirm(place, petition_id)
            assert len(links) == 200
            wait_for_mail(place, 90)
            day = bad_day(place, ports, itertools.count(1000), links * 40, options)
            with pytest.raises(CannotMeasure):
                bad_day(place, ports, numbers, [], options)
        with place.database.reading() as session:
            confirmed = sa.select(sa.func.count()).where(col(Signature.state) == SignatureState.CONFIRMED)
            assert session.scalar(confirmed)
            proofs = session.scalar(sa.select(sa.func.count()).select_from(SpentChallenge)) or 0
            sent = sa.select(sa.func.count()).where(col(OutboxMail.state) == MailState.SENT)
            assert session.scalar(sent)
    asked = {what: len(waits) for what, waits in day.waits.items()}
    assert set(asked) == {"signs", "confirmations", "pressed twice"}
    assert asked["confirmations"] == pytest.approx(0.3 * asked["signs"], abs=4)
    assert asked["pressed twice"] == pytest.approx(0.1 * asked["signs"], abs=4)
    assert proofs >= 0.3 * asked["signs"] - 4
    assert 0 <= day.share_of_a_core < 1
    assert day.figures("x")["x, signs/s"] == round(day.signs_per_second, 1)
