"""Faces as pages take them: where each lies, what it shows in words, whose picture it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from campaigns.facts.subjects import CaseFacts
from campaigns.facts.words import Words


@dataclass(frozen=True)
class ShownFace:
    """`language` is that of `alt`; `address` is where the picture lies, `to` where more is told of whom it shows."""

    name: Words
    alt: str
    language: str
    credit: str
    address: str
    to: str = ""


def faces_lie_at(slug: str) -> str:
    """Where readers find the faces of a campaign, each under its id."""
    return f"/campaigns/{slug}/faces/"


def faces_at_desk(slug: str) -> str:
    """Where they lie for those who may see a draft."""
    return f"/desk/campaigns/{slug}/faces/"


def shown_face(case: CaseFacts, faces_at: str) -> ShownFace | None:
    if (portrait := case.portrait) is None:
        return None
    alt, address = portrait.alt, f"{faces_at}{portrait.id}"
    return ShownFace(case.name, str(alt), alt.language, portrait.credit, address, f"#case-{case.key}")


def shown_faces(cases: Iterable[CaseFacts], faces_at: str) -> list[ShownFace]:
    return [face for case in cases if (face := shown_face(case, faces_at))]
