"""The one list of roles, and what each may do in its organisation."""

from enum import StrEnum


class May(StrEnum):
    READ = "read"
    WRITE = "write"
    PUBLISH = "publish"
    SEND = "send"
    MANAGE = "manage"


class Role(StrEnum):
    OWNER = "owner"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    TRANSLATOR = "translator"
    VIEWER = "viewer"

    def may(self, act: May) -> bool:
        return act in _MAY[self]


_MAY = {
    Role.OWNER: frozenset(May),
    Role.EDITOR: frozenset({May.READ, May.WRITE, May.SEND}),
    Role.REVIEWER: frozenset({May.READ, May.WRITE, May.SEND, May.PUBLISH}),
    Role.TRANSLATOR: frozenset({May.READ}),
    Role.VIEWER: frozenset({May.READ}),
}
