"""Which letters there are, to whom each may go, and in which languages its sentences are shipped."""

import enum
from functools import lru_cache

from foundation.web.language import mark
from foundation.web.templating import TEMPLATES

FOLDER = TEMPLATES / "print" / "letters"
GOVERNMENT_PROFILES = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "minister",
        "prosecutor_general",
        "speaker",
        "ombudsman",
        "ambassador",
    }
)
ILO_DIRECTOR_GENERAL = "ilo-dg"


class LetterKind(enum.StrEnum):
    """Each value names the folder of its sentences in templates/print/letters."""

    APPEAL = "appeal"
    ILO_DG_INTERVENTION = "ilo_dg_intervention"

    @property
    def words(self) -> str:
        return _WORDS[self]

    @property
    def explanation(self) -> str:
        """What the letter is, and what it is not."""
        return _EXPLANATIONS[self]

    @property
    def asks_office_directly(self) -> bool:
        """An appeal asks the office for what is demanded of it; the others ask an organisation to help."""
        return self is LetterKind.APPEAL

    @property
    def needs_contact(self) -> bool:
        return self is LetterKind.ILO_DG_INTERVENTION

    @property
    def needs_urgency(self) -> bool:
        return self is LetterKind.ILO_DG_INTERVENTION

    def goes_to(self, office_id: str, profile: str) -> bool:
        if self is LetterKind.ILO_DG_INTERVENTION:
            return office_id == ILO_DIRECTOR_GENERAL
        return profile in GOVERNMENT_PROFILES

    def text_template(self, language: str) -> str:
        return f"print/letters/{self}/{language}.html"


_WORDS = {
    LetterKind.APPEAL: mark("Letter to a government"),
    LetterKind.ILO_DG_INTERVENTION: mark("Request for the ILO Director-General’s intervention"),
}
_EXPLANATIONS = {
    LetterKind.APPEAL: mark(
        "A letter in the name of your organisation: what happened, what the State is bound by, and what is asked, "
        "in the numbering of the demands."
    ),
    LetterKind.ILO_DG_INTERVENTION: mark(
        "This letter asks the Director-General to approach the government. It is no complaint: a complaint to the "
        "Committee on Freedom of Association has a form of its own, and only organisations can file one."
    ),
}


@lru_cache
def languages_of(kind: LetterKind) -> tuple[str, ...]:
    """The languages whose sentences are shipped, English first."""
    return tuple(sorted((path.stem for path in (FOLDER / kind).glob("*.html")), key=lambda code: (code != "en", code)))
