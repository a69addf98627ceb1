"""Who gets which version, what fits into a mailing, and who may vouch for it."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from campaigns.models.campaign import Campaign, CampaignKind
from foundation.accounts.access import SignedIn
from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role
from foundation.errors import BadInput, Conflict
from foundation.files import store
from foundation.web.markdown import markdown
from outreach.actions.mailings import (
    AboutCampaign,
    approve,
    attach_file,
    campaign_changed,
    change_mailing,
    texts_of,
)
from outreach.actions.sending import send
from outreach.merge_values import values_for, write
from outreach.models.mailings import Mailing, MailingText
from outreach.models.partners import PartnerKind
from outreach.queries.segments import recipients_by_version, shares, version_for
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.outreach import a_contact, a_draft, a_partner, a_sending_mailing, an_unsubscribed_contact

CAMPAIGN = {"en": {"title": "Free Ada", "link": "https://example.org/campaigns/free-ada"}}


@pytest.fixture
def organisation(session: Session) -> Organisation:
    return an_organisation(session)


@pytest.fixture
def user(session: Session, organisation: Organisation) -> SignedIn:
    return an_organiser(session, organisation)


@pytest.mark.parametrize(
    ("language", "versions", "expected"),
    [
        ("ru", {"en", "ru"}, "ru"),
        ("fr", {"en", "ru"}, "en"),
        ("pt-BR", {"en", "pt"}, "pt"),
        ("fr", {"ru"}, "ru"),
        ("en", set(), ""),
    ],
)
def test_a_contact_gets_its_language_else_english(language: str, versions: set[str], expected: str) -> None:
    assert version_for(language, versions) == expected


def test_a_segment_narrows_by_kind_and_country(session: Session, user: SignedIn) -> None:
    for kind, country in ((PartnerKind.UNION, "KZ"), (PartnerKind.MEDIA, "KZ"), (PartnerKind.UNION, "NL")):
        partner = a_partner(session, user, kind=kind, country=country)
        a_contact(session, user, partner, language="ru")
        a_contact(session, user, partner)
    an_unsubscribed_contact(session, user)
    mailing = a_draft(session, user)
    assert recipients_by_version(shares(session, mailing), {"en", "ru"}) == {"en": 3, "ru": 3}
    mailing.kinds = ["union"]
    assert recipients_by_version(shares(session, mailing), {"en", "ru"}) == {"en": 2, "ru": 2}
    mailing.countries = ["KZ"]
    assert recipients_by_version(shares(session, mailing), {"en", "ru"}) == {"en": 1, "ru": 1}


def test_values_stand_in_a_mail_as_they_are(session: Session, user: SignedIn, organisation: Organisation) -> None:
    partner = a_partner(session, user, "[Click](https://evil.example) *Union* <b>")
    contact = a_contact(session, user, partner, name="{{campaign.link}}")
    mailing = Mailing(organisation_id=organisation.id, title="", campaign=CAMPAIGN)
    body = "{{partner.name}} / {{contact.name}} / {{campaign.link}} / [here]({{campaign.link}}) / {{7*7}} {% x %} ${1}"
    version = MailingText(mailing_id=mailing.id, language="en", subject="To {{partner.name}}", body=body)
    written = write(version, values_for(mailing, "en", contact, partner, organisation))
    assert written.subject == "To [Click](https://evil.example) *Union* <b>"
    html = markdown(written.markdown)
    link = '<a href="https://example.org/campaigns/free-ada" rel="noopener noreferrer nofollow">'
    assert html == (
        "<p>[Click](https://evil.example) *Union* &lt;b&gt; / {{campaign.link}} / "
        f"{link}https://example.org/campaigns/free-ada</a> / {link}here</a> / {{{{7*7}}}} {{% x %}} ${{1}}</p>\n"
    )
    assert "campaigns/free-ada / [here](https://example.org" in written.text


def test_what_the_directory_lacks_is_marked(session: Session, user: SignedIn, organisation: Organisation) -> None:
    partner = a_partner(session, user, "Example Union", country="")
    contact = a_contact(session, user, partner, name="", role="")
    version = MailingText(
        mailing_id=1, language="en", subject="Hello", body="{{contact.name}}, {{contact.role}}, {{partner.country}}"
    )
    mailing = a_draft(session, user)
    written = write(version, values_for(mailing, "en", contact, partner, organisation))
    assert written.text == "Example Union, ⟦contact.role⟧, ⟦partner.country⟧"
    assert written.missing == ("contact.role", "partner.country")


def test_a_campaign_pushes_its_words_into_drafts_only(
    session: Session, user: SignedIn, organisation: Organisation
) -> None:
    campaign = Campaign(
        organisation_id=organisation.id, slug="free-ada", kind=CampaignKind.ARREST, title={"en": "Free Ada"}
    )
    session.add(campaign)
    session.flush()
    about = AboutCampaign(id=campaign.id, words=CAMPAIGN)
    a_contact(session, user)
    draft, sent = a_draft(session, user, campaign=about), a_draft(session, user, campaign=about)
    assert send(session, user=user, mailing=sent)
    renamed = {"en": {"title": "Ada is free", "link": CAMPAIGN["en"]["link"]}}
    campaign_changed(session, campaign_id=campaign.id, words=renamed)
    assert (draft.campaign, sent.campaign) == (renamed, CAMPAIGN)


def test_the_second_pair_of_eyes_is_another_person(
    session: Session, organisation: Organisation, user: SignedIn
) -> None:
    reviewer = an_organiser(session, organisation, Role.REVIEWER, email="reviewer@example.org")
    mailing = a_draft(session, user)
    with pytest.raises(Conflict, match="second person"):
        approve(session, user=user, mailing=mailing)
    approve(session, user=reviewer, mailing=mailing)
    assert mailing.is_approved
    assert not mailing.needs_second_person(201)
    change_mailing(session, user=reviewer, mailing=mailing, title="Other", versions={}, kinds=[], countries=[])
    assert not mailing.is_approved
    assert mailing.needs_second_person(201)
    assert not mailing.needs_second_person(200)
    for each in (reviewer, user):
        with pytest.raises(Conflict, match="second person"):
            approve(session, user=each, mailing=mailing)


def test_what_is_attached_is_stored_once_and_ends_an_approval(
    session: Session, organisation: Organisation, user: SignedIn, tmp_path: Path
) -> None:
    reviewer = an_organiser(session, organisation, Role.REVIEWER, email="reviewer@example.org")
    mailing = a_draft(session, user)
    approve(session, user=reviewer, mailing=mailing)
    stored = store(session, tmp_path, b"a letter", media_type="application/pdf")
    letter: dict[str, Any] = {"sha256": stored.sha256, "filename": "Letter.pdf", "media_type": "application/pdf"}
    first = attach_file(session, mailing=mailing, **letter)
    assert attach_file(session, mailing=mailing, **letter) is first
    assert (first.size, mailing.is_approved) == (8, False)
    with pytest.raises(BadInput, match="no longer here"):
        attach_file(session, mailing=mailing, **letter | {"sha256": hashlib.sha256(b"other").hexdigest()})
    large = store(session, tmp_path, b"x" * (10 * 1024 * 1024), media_type="application/pdf")
    with pytest.raises(BadInput, match="10 MB together"):
        attach_file(session, mailing=mailing, **letter | {"sha256": large.sha256})


def test_a_mailing_that_was_sent_changes_no_more(session: Session, user: SignedIn, tmp_path: Path) -> None:
    a_contact(session, user)
    mailing = a_sending_mailing(session, user)
    stored = store(session, tmp_path, b"a letter", media_type="application/pdf")
    with pytest.raises(Conflict):
        change_mailing(session, user=user, mailing=mailing, title="Other", versions={}, kinds=[], countries=[])
    with pytest.raises(Conflict):
        attach_file(session, mailing=mailing, sha256=stored.sha256, filename="a.pdf", media_type="application/pdf")
    assert list(texts_of(session, mailing)) == ["en"]
