"""A sheet of one page says while it is written that it will not fit."""

import pytest
from sqlmodel import Session

from campaigns.letters.contents import LetterContents
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.one_sheet import HEIGHT, TOO_LONG, height_of
from campaigns.letters.render import letter_html, print_letter
from campaigns.models.campaign import CampaignKind
from foundation.letterhead.models import Paper
from foundation.pdf import html_to_pdf
from tests.campaigns.letters.every_kind import a_campaign, complete
from tests.campaigns.letters.papers import SEAL

SENTENCES = {
    "en": "The workers of the port have asked for nothing but what the law of their country promises them. ",
    "ru": "Рабочие порта не просили ничего, кроме того, что обещает им закон их собственной страны. ",
}


def sheet(session: Session, language: str, sentences: int) -> LetterContents:
    campaign = a_campaign(session, CampaignKind.ARREST, number=f"{language}{sentences}")
    campaign.summary = {**campaign.summary, language: SENTENCES[language] * sentences}
    session.flush()
    letter = complete(session, campaign, LetterKind.URGENT_APPEAL, "everybody", language)
    return gather_letter(session, campaign=campaign, letter=letter)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("sentences", [1, 12, 24])
def test_its_height_is_told_without_laying_it_out(session: Session, language: str, sentences: int) -> None:
    contents = sheet(session, language, sentences)
    laid_out = html_to_pdf(letter_html(contents, setting="one-page tightest"))
    assert laid_out.pages == 1
    assert height_of(contents) == pytest.approx(laid_out.on_last_page, rel=0.04)


def test_one_that_is_too_long_is_not_ready(session: Session) -> None:
    contents = sheet(session, "en", 60)
    assert height_of(contents) > HEIGHT[Paper.A4]
    assert [lack.words for lack in contents.stops] == [TOO_LONG]


@pytest.mark.slow
def test_one_that_is_ready_fits(session: Session) -> None:
    assert print_letter(sheet(session, "ru", 20), seal=SEAL).pages == 1
