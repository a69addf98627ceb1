"""One sealed envelope per signature, bound to its row, and the digest by which a second signature is recognised."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import takewhile
from unicodedata import category

from foundation.mail.addresses import canonical_address
from foundation.security.sealing import fields_unsealer, keyed_digest, seal, seal_fields, unseal, unseal_fields
from foundation.text import name_key
from petitions.models.data_request import DataRequest
from petitions.models.list_member import ListMember
from petitions.models.petition import Petition
from petitions.models.signature import Signature, WebVisibility

_PERSON = "signature"
_MEMBER = "list-member"
_LIST_DIGEST = "list-member-email-digest"
_ASKED = "data-request"
_REPLY = "signature-reply"
_DIGEST = "signature-email-digest"
_NAME_DIGEST = "signature-name-digest"
MOST_INITIALS = 4


@dataclass(frozen=True)
class Person:
    """`email` is empty once it was confirmed without a wish for news."""

    name: str = field(repr=False)
    organisation: str = field(default="", repr=False)
    email: str = field(default="", repr=False)


def seal_person(person: Person, reference: int) -> bytes:
    fields = {"name": person.name, "organisation": person.organisation, "email": person.email}
    return seal_fields({name: value for name, value in fields.items() if value}, _PERSON, str(reference))


def person_of(signature: Signature) -> Person | None:
    """None when it was withdrawn: nothing is left of the person then."""
    if signature.envelope is None:
        return None
    return person_in(signature.envelope, signature.reference)


def person_in(envelope: bytes, reference: int) -> Person:
    return Person(**unseal_fields(envelope, _PERSON, str(reference)))


def person_unsealer() -> Callable[[bytes, int], dict[str, str]]:
    """For many signatures at once: takes (envelope, reference), gives those of name, organisation, email there are."""
    return fields_unsealer(_PERSON)


def member_unsealer() -> Callable[[bytes, int], dict[str, str]]:
    return fields_unsealer(_MEMBER)


def seal_reply(email: str, reference: int) -> bytes:
    return seal(email, _REPLY, str(reference))


def reply_address_of(signature: Signature) -> str:
    """Where a mail that answers a repeated signing goes: to the address as it was typed again, else as it is kept."""
    if signature.reply_envelope is not None:
        return unseal(signature.reply_envelope, _REPLY, str(signature.reference))
    person = person_of(signature)
    return person.email if person else ""


def seal_member(person: Person, member_id: int) -> bytes:
    return seal_fields({"name": person.name, "email": person.email}, _MEMBER, str(member_id))


def member_person(member: ListMember) -> Person | None:
    """None when they left: nothing is left of the person then."""
    if member.envelope is None:
        return None
    return Person(**unseal_fields(member.envelope, _MEMBER, str(member.id)))


def list_digest(organisation_id: int, email: str) -> bytes:
    """The same for all spellings of a mailbox, different for every organisation."""
    return keyed_digest(canonical_address(email), _LIST_DIGEST, organisation_id.to_bytes(8, "big"))


def seal_asked(email: str, request_id: int) -> bytes:
    return seal(email, _ASKED, str(request_id))


def asked_address(request: DataRequest) -> str:
    """Empty once everything was erased."""
    return unseal(request.envelope, _ASKED, str(request.id)) if request.envelope is not None else ""


def email_digest(petition: Petition, email: str) -> bytes:
    """The same for all spellings of a mailbox, different in every petition."""
    return keyed_digest(canonical_address(email), _DIGEST, petition.digest_key)


def name_digest(petition: Petition, name: str) -> bytes | None:
    """The same for a name in any case, width and spacing. None where the risk forbids finding names."""
    return None if petition.is_high_risk else keyed_digest(name_key(name), _NAME_DIGEST, petition.digest_key)


def shown_name(name: str, visibility: WebVisibility) -> str | None:
    if visibility is WebVisibility.FULL:
        return name
    return initials(name) if visibility is WebVisibility.INITIALS else None


def initials(name: str) -> str:
    """`Jean Modèle` gives `J. M.`; a letter keeps the marks that belong to it."""
    return " ".join(f"{_first_letter(word)}." for word in name.split()[:MOST_INITIALS])


def _first_letter(word: str) -> str:
    letters = "".join(letter for letter in word if category(letter)[0] in "LNM") or word
    marks = takewhile(lambda letter: category(letter) in ("Mn", "Mc"), letters[1:])
    return letters[0] + "".join(marks)
