"""The one list of roles, and what each may do: in its organisation, or in the campaign it was granted for."""

from enum import StrEnum

from foundation.web.language import mark


class May(StrEnum):
    READ = "read"
    TRANSLATE = "translate"
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
    Role.EDITOR: frozenset({May.READ, May.TRANSLATE, May.WRITE, May.SEND}),
    Role.REVIEWER: frozenset({May.READ, May.TRANSLATE, May.WRITE, May.SEND, May.PUBLISH}),
    Role.TRANSLATOR: frozenset({May.READ, May.TRANSLATE}),
    Role.VIEWER: frozenset({May.READ}),
}

ROLE_WORDS = {
    Role.OWNER: mark("Owner"),
    Role.EDITOR: mark("Editor"),
    Role.REVIEWER: mark("Reviewer"),
    Role.TRANSLATOR: mark("Translator"),
    Role.VIEWER: mark("Viewer"),
}
ROLE_HINTS = {
    Role.OWNER: mark("Everything, also people, roles and the settings of the organisation."),
    Role.EDITOR: mark("Writes facts, texts and letters, and sends mailings. A second person publishes."),
    Role.REVIEWER: mark("Like an editor, and publishes what others wrote."),
    Role.TRANSLATOR: mark("Reads everything but the names of signers, and works on translations."),
    Role.VIEWER: mark("Reads everything but the names of signers."),
}
