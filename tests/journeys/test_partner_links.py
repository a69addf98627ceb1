"""Links that partners pass on."""

import pytest
from sqlmodel import col, select
from starlette.testclient import TestClient

from foundation.accounts.models import Organisation
from foundation.database import Database
from petitions.models.consent import Consent, ConsentKind
from petitions.models.petition import Petition
from petitions.models.signature import Signature
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.outreach import a_partner
from tests.factories.petitions import an_open_petition

ADA = {"name": "Ada Example", "country": "NO", "agree_count": "yes", "language": "en"}
SIGN = "/petitions/free-ada/signatures"


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        return an_open_petition(session)


def test_news_of_a_partner_is_offered_to_those_who_came_by_its_link_and_to_nobody_else(
    client: TestClient, database: Database, petition: Petition
) -> None:
    with database.writing() as session:
        ours = session.get_one(Organisation, petition.organisation_id)
        code = a_partner(session, an_organiser(session, ours, email="desk@example.org")).via_code
        foreign = an_organiser(session, an_organisation(session, "Another Example Union"), email="far@example.org")
        foreign_code = a_partner(session, foreign).via_code
    for number, (via, offered) in enumerate(((code, True), (foreign_code, False), ("invented", False), ("", False))):
        assert ('name="agree_partner"' in client.get(f"/petitions/free-ada?via={via}").text) is offered
        sent = ADA | {"email": f"ada-{number}@example.net", "via": via, "agree_partner": "yes"}
        assert client.post(SIGN, data=sent).status_code == 303
    with database.reading() as session:
        agreed = session.exec(
            select(Signature.via)
            .join(Consent, col(Consent.signature_id) == col(Signature.id))
            .where(Consent.kind == ConsentKind.PARTNER)
        ).all()
    assert agreed == [code]
