"""What a search finds, kind by kind. A room's own things are found by one more function in SEARCHED. Nobody's signature
is ever looked for here."""

from collections.abc import Callable

from sqlmodel import Session

from campaigns.search import facts, papers
from campaigns.search.sought import SHOWN, Found, Group, Kind, Sought
from foundation.accounts.access import SignedIn
from foundation.searching import marked, typed_words

SEARCHED: tuple[tuple[Kind, Callable[[Sought], list[Found]]], ...] = (
    (Kind.CAMPAIGN, facts.campaigns),
    (Kind.PROCEDURE, papers.procedures),
    (Kind.CASE, facts.cases),
    (Kind.ORGANISATION, facts.organisations),
    (Kind.ADDRESSEE, facts.addressees),
    (Kind.UPDATE, papers.updates),
    (Kind.PARTNER, facts.partners),
    (Kind.LETTER, papers.letters),
    (Kind.DOSSIER, papers.dossiers),
    (Kind.MAILING, papers.mailings),
)


def search(session: Session, user: SignedIn, typed: str, language: str) -> list[Group]:
    """Without groups in which nothing was found; nothing at all for a single letter."""
    sought = Sought(session, user, language, typed_words(typed))
    if not sought.words:
        return []
    groups = []
    for kind, look in SEARCHED:
        found = look(sought)
        if found:
            groups.append(Group(kind, tuple(found[:SHOWN]), len(found) > SHOWN))
    return groups


def shown(text: str, typed: str) -> list[tuple[str, bool]]:
    """In pieces, for the page to mark what was looked for."""
    return marked(text, typed_words(typed))
