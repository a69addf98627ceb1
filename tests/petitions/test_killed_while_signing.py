"""A web process that is killed loses nobody who was told that it is done. `bench kill` does it hundreds of times."""

from argparse import Namespace

import pytest

from campaigns.commands import bench
from foundation.measuring.place import a_place
from petitions.benches import kill
from tests.postgresql import Cluster


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_and_nothing_is_there_by_half(cluster: Cluster | None) -> None:
    with a_place(
        database_url=cluster.url("postgres") if cluster else "",
        prepare=bench._prepare,
        programs=bench.PROGRAMS,
        make_petition=bench.make_petition,
    ) as place:
        result = kill.run(place, Namespace(rounds=4, seed=7))
    assert result.figures["acknowledged signatures"] > 0
    assert all(result.met.values()), result.as_json()
