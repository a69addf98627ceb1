"""A campaign with three approved letters and two partners that lend their paper, and browsers around them."""

from dataclasses import dataclass

from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.app import create_app
from campaigns.letters.actions import save_letter
from campaigns.letters.kinds import LetterKind
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, CaseKind
from campaigns.runs.models import LetterRun, RunLetter
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.files import StoredFile, path_of
from foundation.mail.setup import configure_mail
from foundation.settings import Settings
from tests.campaigns.letters.papers import ASTANA, SIGNED, confirmed
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organiser
from tests.factories.letters import a_mission, a_sender, approved
from tests.factories.runs import a_lender

AT = "/desk/campaigns/mission/letters/runs"
WANTED = ((LetterKind.APPEAL, "en"), (LetterKind.APPEAL, "ru"), (LetterKind.PROTEST, "en"))


@dataclass
class RunDesks:
    author: TestClient
    viewer: TestClient
    nobody: TestClient
    letters: list[int]
    partners: list[int]
    codes: list[str]
    settings: Settings
    database: Database

    @property
    def order(self) -> dict[str, object]:
        return {
            "letters": [str(one) for one in self.letters],
            "partners": [str(one) for one in self.partners],
            "own_paper": "yes",
        }

    def run(self) -> LetterRun:
        """The newest."""
        with self.database.reading() as session:
            return session.exec(select(LetterRun).order_by(LetterRun.ordered_at.desc())).first()  # type: ignore[attr-defined,return-value]  # a column; there is one

    def items(self) -> list[RunLetter]:
        with self.database.reading() as session:
            wanted = select(RunLetter).where(RunLetter.run_id == self.run().id).order_by(RunLetter.place)  # type: ignore[arg-type]  # a column
            return list(session.exec(wanted))

    def files(self) -> set[str]:
        """What is stored and lies on the disk."""
        with self.database.reading() as session:
            known = set(session.exec(select(StoredFile.sha256)))
        return {one for one in known if path_of(self.settings.effective_files_dir, one).exists()}

    def hold_somebody(self) -> None:
        """Whom all letters name."""
        with self.database.writing() as session:
            campaign = session.exec(select(Campaign)).one()
            session.add(
                Case(campaign_id=campaign.id, key="held", kind=CaseKind.PERSON, name={"en": "Akorda"}, hold=True)
            )


def open_run_desks(settings: Settings, database: Database) -> RunDesks:
    configure_mail(settings)
    with database.writing() as session:
        organisation = a_sender(session)
        campaign = a_mission(session, organisation)
        author = an_organiser(session, organisation, Role.EDITOR)
        second = an_organiser(session, organisation, Role.REVIEWER, email="second@example.org")
        an_organiser(session, organisation, Role.VIEWER, email="viewer@example.org")
        confirmed(session, campaign, "kz-president", ASTANA)
        letters = []
        for kind, language in WANTED:
            save_letter(
                session,
                campaign=campaign,
                kind=kind,
                office_id="kz-president",
                language=language,
                values=SIGNED[language],
                by=author,
            )
            letter = approved(session, settings.effective_files_dir, campaign, by=second, language=language, kind=kind)
            letters.append(letter.id)
        partners = [a_lender(session, author, name) for name in ("Beispielgewerkschaft", "Syndicat Exemple")]
        ids, codes = [one.id for one in partners], [one.kit_code for one in partners]
    app = create_app(settings, database)
    clients = []
    for email in ("ada", "viewer", ""):
        client = TestClient(
            app, base_url=BASE_URL, follow_redirects=False, headers={"Origin": BASE_URL, "Accept-Language": "en"}
        )
        if email:
            data = {"email": f"{email}@example.org", "password": PASSWORD}
            assert client.post("/desk/sign-in", data=data).status_code == 303
        clients.append(client)
    at_desk, reader, nobody = clients
    return RunDesks(at_desk, reader, nobody, letters, ids, codes, settings, database)
