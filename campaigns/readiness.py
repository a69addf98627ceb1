"""What is still missing or risky before others may read a campaign, in sentences for the organiser."""

from campaigns.actions.stock import missing_facts
from campaigns.facts.shapes import CampaignFacts
from campaigns.models.campaign import Campaign
from campaigns.models.case import CaseKind, Consent
from foundation.web.language import gettext, mark, ngettext

_TEXTS = {
    "title": mark("title"),
    "summary": mark("story in two sentences"),
    "background": mark("background"),
    "motto": mark("motto"),
    "petition_title": mark("title of the petition"),
    "petition_text": mark("petition text"),
    "petition_addressee": mark("whom the petition addresses"),
}


def open_points(facts: CampaignFacts, shown: CampaignFacts, campaign: Campaign) -> list[str]:
    """Empty when nothing is. None of them blocks: a person decides. `shown` is what the public reads of `facts`."""
    return [
        *_gaps(campaign),
        *_kept_back(campaign),
        *_left_out(facts, shown),
        *_missing_texts(campaign),
        *_about_people(facts),
        *_about_demands(facts),
    ]


def _gaps(campaign: Campaign) -> list[str]:
    missing = missing_facts(campaign)
    if not missing:
        return []
    return [
        gettext(
            "Facts are still missing: %(what)s. Fill them in under “Launch”, or write there that they are not known."
        )
        % {"what": ", ".join(missing)}
    ]


def _kept_back(campaign: Campaign) -> list[str]:
    """What a hold has taken off the pages, so that somebody writes it anew without the name."""
    found = [
        gettext("Not shown, because it names somebody who is on hold: %(what)s. Write it anew without the name.")
        % {"what": f"{gettext(_TEXTS[column])} ({', '.join(sorted(texts))})"}
        for column, texts in campaign.withheld.items()
    ]
    if campaign.former_slugs:
        found.append(
            gettext(
                "The old address named somebody who is on hold. The page is now at %(address)s, and links that were"
                " already sent lead nowhere."
            )
            % {"address": f"/campaigns/{campaign.slug}"}
        )
    return found


def _left_out(facts: CampaignFacts, shown: CampaignFacts) -> list[str]:
    """Demands and events that name or concern nobody but who is on hold: readers see a gap that nobody explains."""
    demands, events = len(facts.demands) - len(shown.demands), len(facts.timeline) - len(shown.timeline)
    found = []
    if demands:
        found.append(
            ngettext(
                "%(num)d demand is left out, because it names or concerns only who is on hold.",
                "%(num)d demands are left out, because they name or concern only who is on hold.",
                demands,
            )
            % {"num": demands}
        )
    if events:
        found.append(
            ngettext(
                "%(num)d event is left out, because it names or concerns only who is on hold.",
                "%(num)d events are left out, because they name or concern only who is on hold.",
                events,
            )
            % {"num": events}
        )
    return found


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
