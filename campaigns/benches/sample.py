"""Letters to measure with: one campaign, two languages, each to somebody else."""

from dataclasses import replace

from campaigns.actions.launch import Addressed, ReadIn, launch
from campaigns.letters.contents import LetterContents
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Letter
from campaigns.letters.paper import picture
from campaigns.models.campaign import CampaignKind
from campaigns.models.case import Consent
from campaigns.stock.kinds import KINDS
from campaigns.stock.sample import sample_facts
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import create_organisation, create_organiser
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.letterhead.svg import cleaned

PASSWORD = "four words make it long"  # noqa: S105  # nobody signs in to what is gone in a minute
LOGO = cleaned(
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><rect width="60" height="20" fill="#a4161a"/>'
    b'<circle cx="10" cy="10" r="7" fill="#fff"/><path d="M22 6h32v3H22zM22 12h24v3H22z" fill="#fff"/></svg>'
)
ADDRESSED = Addressed(
    office="kz-president",
    name={"en": "President of the Republic of Kazakhstan", "ru": "Президент Республики Казахстан"},
    in_a_sentence={"en": "the President of the Republic of Kazakhstan", "ru": "Президенту Республики Казахстан"},
)
SIGNED = {
    "en": ("Jean Modèle", "General Secretary", "Example Town"),
    "ru": ("Пётр Примеров", "Генеральный секретарь", "Примерск"),
}


def sample_letters(database: Database, number: int) -> list[LetterContents]:
    with database.writing() as session:
        organisation = create_organisation(
            session,
            name="Example Federation of Trade Unions",
            country="CH",
            address="12 Example Street\n1200 Example Town\nSwitzerland",
            email="office@federation.example.org",
        )
        user = create_organiser(
            session,
            organisation_id=organisation.id,
            name="Ada Example",
            email="ada@example.org",
            password=PASSWORD,
            role=Role.OWNER,
        )
        session.flush()
        campaign = launch(
            session,
            user=SignedIn(user.id, user.name, {organisation.id: Role.OWNER}),
            facts=sample_facts(CampaignKind.ARREST),
            addressed=ADDRESSED,
            standard_demands=[key for key, _words in KINDS[CampaignKind.ARREST].demands][:2],
            own_demands=[],
            source=ReadIn(title="Statement of the union", url="https://union.example.org/statement"),
            consent=Consent.GIVEN,
            risks=[],
        )
        session.flush()
        written = {}
        for language, (name, office, place) in SIGNED.items():
            letter = Letter(
                campaign_id=campaign.id,
                kind=LetterKind.APPEAL,
                office_id="kz-president",
                language=language,
                holder="man",
                signatory_name=name,
                signatory_office=office,
                place=place,
            )
            contents = gather_letter(session, campaign=campaign, letter=letter)
            logo = picture("logo", LOGO, "image/svg+xml")
            written[language] = replace(contents, found=(), sender=replace(contents.sender, logo=logo))
    return [_to(written["en" if place % 2 else "ru"], place) for place in range(number)]


def _to(letter: LetterContents, place: int) -> LetterContents:
    address = (letter.address[0], f"{place + 1} Example Street", f"{10_000 + place} Example Town", "EXEMPLIA")
    return replace(letter, address=address, our_reference=f"2026-{place + 1}")
