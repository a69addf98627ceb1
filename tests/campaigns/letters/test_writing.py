"""Letters for the command line, and files that a mailing attaches."""

from pathlib import Path

import pytest
from sqlmodel import Session, select

from campaigns.letters.actions import save_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.queries import writable_letters
from campaigns.letters.writing import letter_file_for_mailing, offices_to_write_to, write_letter
from campaigns.models.campaign import Campaign
from campaigns.models.demand import Demand, DemandState, Progress
from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role
from foundation.errors import BadInput, Conflict, NotFound
from foundation.files import StoredFile, read
from tests.campaigns.letters.papers import ASTANA, SIGNED, confirmed
from tests.factories.accounts import an_organiser
from tests.factories.letters import a_mission, a_sender, approved

APPEAL = LetterKind.APPEAL


@pytest.fixture
def mission(session: Session) -> Campaign:
    return a_mission(session, a_sender(session))


def test_every_addressee_is_written_to(session: Session, mission: Campaign) -> None:
    offices = offices_to_write_to(session, campaign=mission, kind=APPEAL)
    assert offices == ["kz-president", "kz-prime-minister", "tm-president"]
    assert offices_to_write_to(session, campaign=mission, kind=LetterKind.ILO_DG_INTERVENTION) == ["ilo-dg"]
    for language in ("en", "ru"):
        pdf = write_letter(session, campaign=mission, kind=APPEAL, office="tm-president", language=language)
        assert pdf.pages == 1


def test_a_letter_that_is_not_there_is_refused_with_words(session: Session, mission: Campaign) -> None:
    for office, language in (("uz-president", "en"), ("nobody", "en"), ("kz-president", "tlh")):
        with pytest.raises(NotFound):
            write_letter(session, campaign=mission, kind=APPEAL, office=office, language=language)


def test_a_text_that_is_missing_is_named(session: Session, mission: Campaign) -> None:
    demand = session.exec(select(Demand).where(Demand.key == "kz-5")).one()
    demand.actions = [{"en": "look again at the case"}]
    session.flush()
    with pytest.raises(BadInput) as refusal:
        write_letter(session, campaign=mission, kind=APPEAL, office="kz-president", language="ru")
    assert "look again at the case" in str(refusal.value)
    possible = writable_letters(session, campaign=mission)
    stops = {letter.language: len(letter.contents.stops) for letter in possible.named[0].letters}
    assert stops == {"en": 0, "ru": 1}


def test_what_was_met_is_not_asked_again_and_the_numbers_stay(session: Session, mission: Campaign) -> None:
    demand = session.exec(select(Demand).where(Demand.key == "kz-2")).one()
    session.add(DemandState(campaign_id=mission.id, demand_id=demand.id, progress=Progress.MET))
    session.flush()
    letter = writable_letters(session, campaign=mission).named[0].letters[0].contents
    assert [demand.label for demand in letter.demands[0].demands] == ["1.", "3.", "4.", "5.", "6.", "7."]
    assert letter.number_of_demands == "six"


def test_a_mailing_gets_the_letter_as_it_was_approved(session: Session, mission: Campaign, tmp_path: Path) -> None:
    def file() -> str:
        return letter_file_for_mailing(session, campaign=mission, kind=APPEAL, office="kz-president", language="en")

    with pytest.raises(Conflict, match="Nobody has confirmed the address"):
        file()
    confirmed(session, mission, "kz-president", ASTANA)
    save_letter(
        session, campaign=mission, kind=APPEAL, office_id="kz-president", language="en", values=SIGNED["en"], by=None
    )
    with pytest.raises(Conflict, match="nobody has approved it"):
        file()
    reviewer = an_organiser(session, session.get_one(Organisation, mission.organisation_id), Role.REVIEWER)
    approved(session, tmp_path, mission, by=reviewer)
    assert read(tmp_path, file()).startswith(b"%PDF")
    assert session.get_one(StoredFile, file()).pages == 2


def test_who_signs_is_carried_over_to_the_next_letter(session: Session, mission: Campaign) -> None:
    save_letter(
        session,
        campaign=mission,
        kind=APPEAL,
        office_id="kz-president",
        language="en",
        values=SIGNED["en"],
        by=None,
    )
    letters = writable_letters(session, campaign=mission)
    english, russian = (letter.contents for letter in letters.named[-1].letters)
    assert english.signatory.name == "Jean Modèle"
    assert russian.signatory.name == "⟦имя⟧"
