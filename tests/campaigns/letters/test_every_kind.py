"""Every kind of letter in every language, from two campaigns: whole, on paper, and of its own case.

With LOOK=/a/folder the PDFs are left there, to be looked at as pictures.
"""

import io
import os
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import Session

from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.render import print_letter
from campaigns.models.campaign import CampaignKind
from tests.campaigns.letters.every_kind import a_campaign, every_letter
from tests.campaigns.letters.papers import check_by_qpdf
from tests.campaigns.letters.ugly import ugly_in

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
    for letter in every_letter(session, campaign):
        where = f"{letter.kind}-{letter.language}-{campaign_kind}"
        contents = gather_letter(session, campaign=campaign, letter=letter)
        if letter.kind in NOT_OPEN[campaign_kind]:
            assert contents.stops, where
            continue
        assert [str(lack) for lack in contents.lacks] == [], where
        pdf = print_letter(contents)
        if LOOK:
            Path(LOOK, f"{where}.pdf").write_bytes(pdf.content)
        reader = PdfReader(io.BytesIO(pdf.content))
        words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
        assert not ugly_in(words), (where, ugly_in(words))
        assert contents.subject.split(":")[0].split()[0] in words, where
        assert pdf.pages <= (1 if letter.kind is LetterKind.URGENT_APPEAL else 3), where
        assert "/StructTreeRoot" in reader.root_object, where
        assert "No syntax or stream encoding errors found" in check_by_qpdf(pdf.content, tmp_path), where
