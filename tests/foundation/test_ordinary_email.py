"""The glance at an e-mail address never lets through what the library refuses."""

from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from foundation.text import is_ordinary_email

PARTS = ["a", "A", "z9", "-", "--", "_", ".", "..", "+", "@", "xn--", "é", "ß", " ", '"', "(", "x" * 61, "0", "1", "\n"]
ENDS = [
    "com",
    "org",
    "test",
    "TEST",
    "local",
    "invalid",
    "onion",
    "arpa",
    "localhost",
    "c",
    "xn--p1ai",
    "c0m",
    "0",
    "example",
]


def accepted_by_the_library(address: str) -> bool:
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def pieces(most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(PARTS), max_size=most).map("".join)


@given(st.builds("{}@{}.{}".format, pieces(5), pieces(6), st.sampled_from(ENDS)))
def test_what_is_put_together_of_awkward_parts(address: str) -> None:
    if is_ordinary_email(address):
        assert accepted_by_the_library(address)


@given(st.from_regex(r"[a-zA-Z0-9_.+%-]{1,70}@[a-zA-Z0-9.-]{1,260}\.[a-zA-Z0-9]{1,8}", fullmatch=True))
def test_what_looks_like_an_address(address: str) -> None:
    if is_ordinary_email(address):
        assert accepted_by_the_library(address)


def test_everyday_addresses_are_known_at_a_glance() -> None:
    for address in ("ada@example.org", "Jean.Modele+petition@mail.example.co.uk", "a_b-c@ex-am-ple.museum"):
        assert is_ordinary_email(address)


def test_others_are_left_to_the_library() -> None:
    for address in ("a@b.test", "a@b--c.org", "a@xn--e1afmkfd.org", "a.@b.org", "a@-b.org", "a@b.o", "a@b", "é@b.org"):
        assert not is_ordinary_email(address)
    assert not is_ordinary_email("a" * 65 + "@example.org")
    assert not is_ordinary_email("a@" + "b" * 64 + ".org")
    assert not is_ordinary_email("a@" + ".".join(["b" * 60] * 5) + ".org")
