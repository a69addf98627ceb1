"""Challenges, stamps and networks: what is accepted, and everything else, which is not."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.security.form_stamps import make_stamp, stamped_at
from foundation.security.networks import is_this_machine, network_of
from foundation.security.proof_of_work import LIVES, make_challenge, solve, solved

NOW = datetime(2026, 5, 1, 12, 0, 30, tzinfo=UTC)


def test_a_solved_challenge_is_good_until_it_ends() -> None:
    answer = solve(make_challenge(NOW))
    found = solved(answer, NOW + timedelta(minutes=5))
    assert found is not None
    assert (found.made_at, found.ends_at) == (NOW, NOW + LIVES)
    assert solved(answer, NOW + LIVES) is None


@pytest.mark.parametrize("field", ["salt", "challenge", "signature", "number"])
def test_an_answer_that_was_changed_is_not_good(field: str) -> None:
    answer = json.loads(base64.b64decode(solve(make_challenge(NOW))))
    answer[field] = answer[field] + 1 if field == "number" else "0" + answer[field][1:] + "x"
    assert solved(base64.b64encode(json.dumps(answer).encode()).decode(), NOW) is None


def test_a_longer_life_cannot_be_written_into_the_salt() -> None:
    answer = json.loads(base64.b64decode(solve(make_challenge(NOW))))
    answer["salt"] = answer["salt"].replace("expires=", "expires=9")
    assert solved(base64.b64encode(json.dumps(answer).encode()).decode(), NOW) is None


@given(
    st.one_of(
        st.text(max_size=300),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["salt", "challenge", "signature", "number", "x"]), inner, max_size=5)
            ),
            max_leaves=8,
        ).map(lambda value: base64.b64encode(json.dumps(value).encode()).decode()),
    )
)
def test_nonsense_is_no_answer_and_no_error(answer: str) -> None:
    assert solved(answer, NOW) is None


def test_a_stamp_is_the_same_for_all_within_a_minute_and_bound_to_its_form() -> None:
    stamp = make_stamp("one", NOW)
    assert stamp == make_stamp("one", NOW + timedelta(seconds=29))
    assert stamped_at(stamp, "one", NOW) == NOW.replace(second=0)
    assert stamped_at(stamp, "two", NOW) is None
    assert stamped_at(stamp, "one", NOW + timedelta(days=8)) is None
    for wrong in ("", "x", stamp[:-1], "9" + stamp, stamp[:-1] + ("0" if stamp[-1] != "0" else "1"), "١" + stamp):
        assert stamped_at(wrong, "one", NOW) is None


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("192.0.2.77:4711", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2aa::1", "2001:db8:1:200::/56"),
        ("[2001:db8:1:2aa::1]:443", "2001:db8:1:200::/56"),
        ("testclient", ""),
        ("", ""),
        ("999.1.1.1", ""),
        ("<script>", ""),
    ],
)
def test_an_address_is_looked_at_as_its_network_only(address: str, network: str) -> None:
    assert network_of(address) == network


def test_this_machine() -> None:
    assert is_this_machine("127.0.0.1")
    assert is_this_machine("::1")
    assert not is_this_machine("192.0.2.1")
    assert not is_this_machine("testclient")
