"""What is read by short ways on the signing path must come out as the long ways would have it."""

import ipaddress
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException

from foundation.security.networks import is_this_machine, network_of
from foundation.web.forms import MOST_FIELDS, pairs_of

SIGNS = st.sampled_from(list("ab=&%+;25cC3aA \x00é") + ["%D0%9F", "%zz", "%ff", "%00", "&&", "=="])


@given(st.lists(SIGNS).map("".join))
def test_a_body_is_read_as_the_standard_library_reads_it(body: str) -> None:
    assert pairs_of(body) == parse_qsl(body, keep_blank_values=True, errors="replace")


@given(st.lists(st.tuples(st.text(), st.text())))
def test_what_a_browser_sends_comes_back(pairs: list[tuple[str, str]]) -> None:
    kept = [(name, value) for name, value in pairs if name.isprintable() and value.isprintable()]
    assert pairs_of(urlencode(kept)) == kept


def test_more_fields_than_any_form_has_are_refused() -> None:
    assert len(pairs_of("&".join(["a=1"] * MOST_FIELDS))) == MOST_FIELDS
    with pytest.raises(HTTPException):
        pairs_of("&" * MOST_FIELDS)


@given(st.ip_addresses())
def test_a_network_is_the_one_that_python_would_name(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    plain = getattr(address, "ipv4_mapped", None) or address
    network = ipaddress.ip_network((plain, 24 if plain.version == 4 else 56), strict=False)
    assert network_of(str(address)) == network_of(address.exploded) == str(network)
    assert is_this_machine(str(address)) == plain.is_loopback


@given(st.text(alphabet="0123456789abcdef.:[]xé ", max_size=40))
def test_what_is_no_address_has_no_network(text: str) -> None:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        is_address = False
    else:
        is_address = True
    with_port = text.startswith("[") or (":" in text and "." in text)
    assert with_port or bool(network_of(text)) == is_address
