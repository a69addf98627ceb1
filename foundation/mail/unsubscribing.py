"""What `/unsubscribe/{token}` means. Each room says it for the links in its own mails.

    @unsubscriber("outreach.contact", shows=what_it_would_mean)
    def unsubscribe_contact(session: Session, token: str) -> Words: ...

Both functions take (session, token) and raise NotFound when the token is not theirs. `shows` only reads; its words
stand above the button. The other acts, as often as it is called, and its words stand where the button was.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from foundation.errors import NotFound
from foundation.web.language import mark

NOT_VALID = mark("This link is not valid. Please open it exactly as it stands in the mail.")


@dataclass(frozen=True)
class Words:
    """A sentence of the catalogues and what fills its places."""

    words: str
    values: Mapping[str, object] = field(default_factory=dict)


Speaker = Callable[[Session, str], Words]

_registered: dict[str, tuple[Speaker, Speaker]] = {}


def unsubscriber(purpose: str, *, shows: Speaker) -> Callable[[Speaker], Speaker]:
    def register(acts: Speaker) -> Speaker:
        if _registered.setdefault(purpose, (shows, acts)) != (shows, acts):
            raise ValueError(f"two rooms unsubscribe {purpose}")
        return acts

    return register


def what_it_would_mean(session: Session, token: str) -> Words:
    return _first_that_knows([shows for shows, _acts in _registered.values()], session, token)


def unsubscribe(session: Session, token: str) -> Words:
    return _first_that_knows([acts for _shows, acts in _registered.values()], session, token)


def _first_that_knows(speakers: list[Speaker], session: Session, token: str) -> Words:
    for speak in speakers:
        try:
            return speak(session, token)
        except NotFound:
            continue  # The purpose is part of the token's proof: no two rooms take the same one.
    raise NotFound(NOT_VALID)
