"""Which letters there are. What each is stands in a file of its own (campaigns/letters/declared)."""

import enum
from functools import lru_cache

from campaigns.letters.declared.appeal import APPEAL
from campaigns.letters.declared.art23_observation import ART23_OBSERVATION
from campaigns.letters.declared.art24_representation import ART24_REPRESENTATION
from campaigns.letters.declared.cfa_additional_info import CFA_ADDITIONAL_INFO
from campaigns.letters.declared.cfa_association import CFA_ASSOCIATION
from campaigns.letters.declared.cfa_complaint import CFA_COMPLAINT
from campaigns.letters.declared.cfa_followup import CFA_FOLLOWUP
from campaigns.letters.declared.dg_intervention import DG_INTERVENTION
from campaigns.letters.declared.eu_letter import EU_LETTER
from campaigns.letters.declared.partner_appeal import PARTNER_APPEAL
from campaigns.letters.declared.press_release import PRESS_RELEASE
from campaigns.letters.declared.protest import PROTEST
from campaigns.letters.declared.shape import Declared, Group
from campaigns.letters.declared.un_communication import UN_COMMUNICATION
from campaigns.letters.declared.un_wgad import UN_WGAD
from campaigns.letters.declared.urgent_appeal import URGENT_APPEAL
from campaigns.letters.declared.usual import ILO_DIRECTOR_GENERAL
from campaigns.offices.shapes import Office

__all__ = ["ILO_DIRECTOR_GENERAL", "LetterKind", "kinds_in", "languages_of"]


class LetterKind(enum.StrEnum):
    """In the order in which the desk lists them."""

    APPEAL = "appeal"
    PROTEST = "protest"
    ILO_DG_INTERVENTION = "ilo_dg_intervention"
    ILO_CFA_COMPLAINT = "ilo_cfa_complaint"
    ILO_CFA_ADDITIONAL_INFO = "ilo_cfa_additional_info"
    ILO_CFA_ASSOCIATION = "ilo_cfa_association"
    ILO_CFA_FOLLOWUP = "ilo_cfa_followup"
    ILO_ART24_REPRESENTATION = "ilo_art24_representation"
    ILO_ART23_OBSERVATION = "ilo_art23_observation"
    UN_COMMUNICATION = "un_communication"
    UN_WGAD = "un_wgad"
    EU_LETTER = "eu_letter"
    PARTNER_APPEAL = "partner_appeal"
    PRESS_RELEASE = "press_release"
    URGENT_APPEAL = "urgent_appeal"

    @property
    def declared(self) -> Declared:
        return _DECLARED[self]

    @property
    def words(self) -> str:
        return self.declared.words

    @property
    def explanation(self) -> str:
        """What the letter is, and what it is not."""
        return self.declared.explanation

    @property
    def asks_office_directly(self) -> bool:
        """An appeal asks the office for what is demanded of it; the others ask an organisation to help."""
        return self.declared.asks_office_directly

    @property
    def needs_contact(self) -> bool:
        return self.declared.needs_contact

    @property
    def needs_urgency(self) -> bool:
        return self.declared.needs_urgency

    def goes_to(self, office: Office) -> bool:
        return self.declared.goes.to(office)

    def text_template(self, language: str) -> str:
        """Its own sentences, or parts that were written from the stock."""
        return "print/letters/sections.html" if self.declared.stock else f"print/letters/{self}/{language}.html"

    @property
    def body_template(self) -> str:
        return _BODIES[self.declared.sheet]


_BODIES = {
    "letter": "print/letters/body.html",
    "questionnaire": "print/letters/questionnaire.html",
    "release": "print/letters/release.html",
    "one_page": "print/letters/one_page.html",
}
_DECLARED = {
    LetterKind.APPEAL: APPEAL,
    LetterKind.PROTEST: PROTEST,
    LetterKind.ILO_DG_INTERVENTION: DG_INTERVENTION,
    LetterKind.ILO_CFA_COMPLAINT: CFA_COMPLAINT,
    LetterKind.ILO_CFA_ADDITIONAL_INFO: CFA_ADDITIONAL_INFO,
    LetterKind.ILO_CFA_ASSOCIATION: CFA_ASSOCIATION,
    LetterKind.ILO_CFA_FOLLOWUP: CFA_FOLLOWUP,
    LetterKind.ILO_ART24_REPRESENTATION: ART24_REPRESENTATION,
    LetterKind.ILO_ART23_OBSERVATION: ART23_OBSERVATION,
    LetterKind.UN_COMMUNICATION: UN_COMMUNICATION,
    LetterKind.UN_WGAD: UN_WGAD,
    LetterKind.EU_LETTER: EU_LETTER,
    LetterKind.PARTNER_APPEAL: PARTNER_APPEAL,
    LetterKind.PRESS_RELEASE: PRESS_RELEASE,
    LetterKind.URGENT_APPEAL: URGENT_APPEAL,
}


@lru_cache
def languages_of(kind: LetterKind) -> tuple[str, ...]:
    """The languages whose sentences are shipped, English first."""
    return tuple(sorted(kind.declared.languages, key=lambda code: (code != "en", code)))


def kinds_in(group: Group) -> tuple[LetterKind, ...]:
    return tuple(kind for kind in LetterKind if kind.declared.group is group)
