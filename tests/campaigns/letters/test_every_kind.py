"""Every kind of letter in every language, from two campaigns: whole, on paper, and of its own case.

With LOOK=/a/folder the PDFs are left there, to be looked at as pictures.
"""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.render import print_letter
from campaigns.models.campaign import CampaignKind
from foundation.letterhead.models import Letterhead
from foundation.letterhead.svg import cleaned
from tests.campaigns.letters.every_kind import a_campaign, complete, every_letter
from tests.campaigns.letters.held_against import faults_of
from tests.campaigns.letters.papers import SEAL, check_by_qpdf

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 4"><circle cx="2" cy="2" r="2" fill="#a4161a"/></svg>'
LOOK = os.environ.get("LOOK", "")
NOT_OPEN = {
    CampaignKind.ARREST: set(),
    CampaignKind.OUTLET_CLOSED: {
        LetterKind.ILO_ART24_REPRESENTATION,
        LetterKind.ILO_ART23_OBSERVATION,
        LetterKind.UN_WGAD,
    },
}
"""A closed newsroom rests on no Convention of the ILO, and nobody in it is behind bars."""


@pytest.mark.slow
@pytest.mark.parametrize("campaign_kind", [CampaignKind.ARREST, CampaignKind.OUTLET_CLOSED])
def test_every_kind_is_printed_whole_in_each_of_its_languages(
    session: Session, campaign_kind: CampaignKind, tmp_path: Path
) -> None:
    campaign = a_campaign(session, campaign_kind)
    session.add(Letterhead(organisation_id=campaign.organisation_id, logo=cleaned(LOGO), logo_type="image/svg+xml"))
    session.flush()
    for number, letter in enumerate(every_letter(session, campaign)):
        where = f"{letter.kind}-{letter.language}-{campaign_kind}"
        contents = gather_letter(session, campaign=campaign, letter=letter)
        if letter.kind in NOT_OPEN[campaign_kind]:
            assert contents.stops, where
            continue
        assert [str(lack) for lack in contents.lacks] == [], where
        if campaign_kind is not CampaignKind.ARREST and number % 3 != list(LetterKind).index(letter.kind) % 3:
            continue  # a third of these is enough to see that they differ: laying out is slow
        pdf = print_letter(contents, seal=SEAL)
        if LOOK:
            Path(LOOK, f"{where}.pdf").write_bytes(pdf.content)
        assert faults_of(contents, pdf) == [], where
        assert "No syntax or stream encoding errors found" in check_by_qpdf(pdf.content, tmp_path), where


@pytest.mark.slow
def test_a_letter_that_says_something_else_is_found_out(session: Session) -> None:
    """The comparison itself can fail."""
    campaign = a_campaign(session, CampaignKind.ARREST)
    letter = complete(session, campaign, LetterKind.ILO_CFA_COMPLAINT, "ilo-dg", "fr")
    contents = gather_letter(session, campaign=campaign, letter=letter)
    pdf = print_letter(contents, seal=SEAL)
    assert faults_of(contents, pdf) == []
    group = contents.demands[0]
    others: dict[str, Any] = {
        "subject": "Another",
        "salutation": "Madame,",
        "date": "le 1er avril 2026",
        "address": (*contents.address, "BELGIQUE"),
        "demands": (replace(group, demands=(replace(group.demands[0], label="7."),)),),
        "copies": ("Somebody else",),
        "language": "es",
    }
    for name, other in others.items():
        assert faults_of(replace(contents, **{name: other}), pdf), name
    assert faults_of(contents, replace(pdf, pages=1))
