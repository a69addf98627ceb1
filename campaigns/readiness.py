"""What is still missing or risky before others may read a campaign, in sentences for the organiser."""

from campaigns.facts.shapes import CampaignFacts
from campaigns.models.campaign import Campaign
from campaigns.models.case import CaseKind, Consent
from foundation.web.language import gettext

LANGUAGES = ("en", "ru")


def open_points(facts: CampaignFacts, campaign: Campaign) -> list[str]:
    """Empty when nothing is. None of them blocks: a person decides."""
    return [*_given_away(facts), *_missing_texts(campaign), *_about_people(facts), *_about_demands(facts)]


def _given_away(facts: CampaignFacts) -> list[str]:
    """Rows that name somebody on hold are left out by themselves; the campaign's own texts are not."""
    return [
        gettext("“%(name)s” is on hold, but stands in the campaign's title, story, background or petition.")
        % {"name": name}
        for name in facts.exposed
    ]


def _missing_texts(campaign: Campaign) -> list[str]:
    found = []
    for code, name in (("en", gettext("English")), ("ru", gettext("Russian"))):
        missing = [
            words
            for field, words in (
                (campaign.title, gettext("title")),
                (campaign.summary, gettext("story in two sentences")),
                (campaign.petition_text, gettext("petition text")),
            )
            if not field.get(code)
        ]
        if missing:
            found.append(
                gettext("Not there in %(language)s yet: %(what)s.") % {"language": name, "what": ", ".join(missing)}
            )
    return found


def _about_people(facts: CampaignFacts) -> list[str]:
    found = []
    for case in facts.cases:
        if case.kind is not CaseKind.PERSON or case.hold or facts.is_example:
            continue
        if case.consent is Consent.NOT_ASKED:
            found.append(
                gettext("%(name)s or the family has not been asked whether the name may be public.")
                % {"name": case.name}
            )
        if not any(entry.claims for entry in case.statuses):
            found.append(gettext("Nothing says where the news about %(name)s was read.") % {"name": case.name})
    return found


def _about_demands(facts: CampaignFacts) -> list[str]:
    if not facts.demands:
        return [gettext("Nothing is demanded of anybody yet.")]
    return [
        gettext("No office of the directory is chosen for “%(name)s”, so no letter can be addressed.")
        % {"name": addressee.name}
        for addressee in facts.addressees
        if not addressee.offices and not facts.is_example
    ]
