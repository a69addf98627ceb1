"""What is sealed, what is shown, and how a mailbox is recognised."""

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from petitions.models.envelope import Person, email_digest, initials, person_of, seal_person, shown_name
from petitions.models.petition import Petition
from petitions.models.signature import Signature, WebVisibility
from tests.factories.petitions import a_pending_signature, an_open_petition, typed


def sealed(person: Person, reference: int) -> Signature:
    return Signature(envelope=seal_person(person, reference), reference=reference)  # type: ignore[call-arg]  # a row of two columns will do


@given(st.text(), st.text(), st.text())
def test_what_is_sealed_comes_back(name: str, organisation: str, email: str) -> None:
    try:
        (name + organisation + email).encode()
    except UnicodeEncodeError:
        return
    person = Person(name or "Ada", organisation, email)
    assert person_of(sealed(person, 7)) == person


def test_an_envelope_opens_in_its_own_row_only() -> None:
    moved = sealed(Person("Ada Example"), 7)
    moved.reference = 8
    with pytest.raises(InvalidTag):
        person_of(moved)


def test_nothing_of_the_person_lies_in_clear(session: Session) -> None:
    petition = an_open_petition(session)
    signature = a_pending_signature(
        session,
        petition,
        typed("canary@example.net", name="Canary Example", organisation="Canary Union", web=WebVisibility.FULL),
    )
    everything = repr(signature.model_dump()).lower()
    assert "canary" not in everything


def petition(key: bytes) -> Petition:
    return Petition(digest_key=key)  # type: ignore[call-arg]  # a row of one column will do


def test_a_digest_knows_one_mailbox_in_one_petition() -> None:
    one, other = petition(b"1" * 32), petition(b"2" * 32)
    spellings = ["a.nn@gmail.com", "ANN+x@googlemail.com", " ann@Gmail.com"]
    assert len({email_digest(one, spelling) for spelling in spellings}) == 1
    assert email_digest(one, "ann@gmail.com") != email_digest(other, "ann@gmail.com")
    assert email_digest(one, "a.nn@example.org") != email_digest(one, "ann@example.org")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Jean Modèle", "J. M."),
        ("Пётр Примеров", "П. П."),
        ("Ёлка", "Ё."),
        ("O’Brien", "O."),
        ("مريم العلي", "م. ا."),
        ("王小明", "王."),
        ("किरण", "कि."),
        ("(Ada) Example", "A. E."),
        ("A", "A."),
        ("José de la Cruz y Ejemplo", "J. d. l. C."),
        ("🇨🇭", "🇨."),
    ],
)
def test_initials(name: str, short: str) -> None:
    assert initials(name) == short


def test_only_what_was_chosen_is_shown() -> None:
    shown = [shown_name("Jean Modèle", choice) for choice in WebVisibility]
    assert shown == [None, None, "J. M.", "Jean Modèle"]
