"""Who could be harmed: the persons named, and those who sign."""

from collections.abc import Iterator

from campaigns.facts.shapes import CampaignFacts
from campaigns.models.campaign import Campaign
from campaigns.models.case import CaseKind, Consent
from campaigns.models.portrait import PictureConsent, days_since_asked
from campaigns.readiness.point import Point, Weight
from foundation.web.formats import country_name
from foundation.web.language import gettext, ngettext


def about_people(facts: CampaignFacts, campaign: Campaign) -> Iterator[Point]:
    for case in facts.cases:
        if case.kind is not CaseKind.PERSON or case.hold or facts.is_example:
            continue
        path = f"/desk/campaigns/{campaign.slug}/cases/{case.id}"
        if case.consent is Consent.REFUSED:
            words = gettext("%(name)s does not want to be named, and is not on hold.")
            yield Point(words % {"name": case.name}, path, Weight.BLOCKS)
        elif case.consent is Consent.NOT_ASKED:
            words = gettext("%(name)s or the family has not been asked whether the name may be public.")
            yield Point(words % {"name": case.name}, path)
        if case.portrait is not None and case.portrait.consent is PictureConsent.ASKED:
            days = days_since_asked(case.portrait.consent_on, case.portrait.added_at)
            words = ngettext(
                "Whether the picture of %(name)s may be shown was asked %(num)d day ago, and there is no answer yet.",
                "Whether the picture of %(name)s may be shown was asked %(num)d days ago, and there is no answer yet.",
                days,
            )
            yield Point(words % {"name": case.name, "num": days}, f"{path}/portrait")
        if not any(entry.claims for entry in case.statuses):
            words = gettext("Nothing says where the news about %(name)s was read.")
            yield Point(words % {"name": case.name}, path)


def about_signers(campaign: Campaign) -> Iterator[Point]:
    """In the country whose government is addressed a signature can be dangerous."""
    if campaign.is_example:
        return
    countries = ", ".join(country_name(code) for code in campaign.countries)
    risks = f"/desk/campaigns/{campaign.slug}/risks"
    if campaign.risks is None:
        words = gettext("Nobody has said yet whether this could harm the person, the family, signers or the union.")
        yield Point(words, risks)
    elif campaign.endangers_signers:
        words = gettext(
            "Signing can be dangerous in %(countries)s. Decide on the petition’s page “Safety” whether people there"
            " should be asked not to sign."
        )
        path = f"/desk/petitions/{campaign.slug}/safety" if campaign.is_public else risks
        yield Point(words % {"countries": countries}, path)
