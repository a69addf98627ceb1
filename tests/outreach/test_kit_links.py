"""The secret address of a partner's pages goes to its contacts, and nobody else sees it."""

from sqlmodel import Session

from foundation.accounts.models import Organisation
from outreach.access import partner_by_code
from outreach.actions.letterheads import change_code
from outreach.merge_values import values_for
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.outreach import a_contact, a_draft, a_partner


def test_only_what_goes_to_a_contact_holds_the_secret_address(session: Session) -> None:
    organisation: Organisation = an_organisation(session)
    user = an_organiser(session, organisation)
    partner = a_partner(session, user)
    contact = a_contact(session, user, partner)
    mailing = a_draft(session, user, versions={"en": ("Hello", "Your pages: {{partner.kit.link}}")})

    def link(*, to_contact: bool) -> str:
        found = values_for(
            mailing, "en", contact, partner, organisation, base_url="https://example.org", to_contact=to_contact
        )
        return found["partner.kit.link"]

    assert link(to_contact=False) == "https://example.org/kit/example"
    assert link(to_contact=True) == f"https://example.org/kit/{partner.kit_code}"
    assert partner_by_code(session, partner.kit_code).id == partner.id
    old = partner.kit_code
    change_code(session, user=user, partner=partner)
    assert partner.kit_code != old
