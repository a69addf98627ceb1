"""One mailbox in all its spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.mail.addresses import address_digest, canonical_address, sendable_address


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("ann@example.org", "ann@example.org"),
        ("ANN@Example.ORG", "ann@example.org"),
        ("ann+petition@example.org", "ann@example.org"),
        ("a.nn@gmail.com", "ann@gmail.com"),
        ("a.n.n+x@googlemail.com", "ann@gmail.com"),
        ("a.nn@example.org", "a.nn@example.org"),
        ("ann@пример.рф", "ann@xn--e1afmkfd.xn--p1ai"),
        ("ann@XN--E1AFMKFD.xn--p1ai", "ann@xn--e1afmkfd.xn--p1ai"),
        ("Анна@example.org", "анна@example.org"),
        ("+@example.org", "+@example.org"),
        ('"a+b"@example.org', '"a+b"@example.org'),
    ],
)
def test_all_spellings_of_a_mailbox_have_one_form(typed: str, canonical: str) -> None:
    assert canonical_address(typed) == canonical
    assert address_digest(typed) == address_digest(canonical)


@given(st.text(max_size=80) | st.text(alphabet="a0@.+ \t", max_size=12))
def test_the_canonical_form_is_its_own_canonical_form(text: str) -> None:
    once = canonical_address(text)
    assert canonical_address(once) == once


def test_mail_goes_to_the_address_as_typed_with_its_domain_in_ascii() -> None:
    assert sendable_address("A.Nn+x@Gmail.com") == "A.Nn+x@gmail.com"
    assert sendable_address("ann@пример.рф") == "ann@xn--e1afmkfd.xn--p1ai"


@pytest.mark.parametrize("text", ["", "ann", "ann@", "ann@localhost", "a b@example.org", "ann@example.org\r\nRCPT"])
def test_what_is_no_address_is_said_so_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        sendable_address(text)
