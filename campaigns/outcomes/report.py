"""The first words of the report on what came of a campaign, and of the news that it goes on: from the facts, in each
language that the campaign speaks. An organiser corrects them, a second person publishes them."""

from sqlmodel import Session

from campaigns.facts.gather import gather_facts
from campaigns.facts.shapes import AddresseeFacts, CampaignFacts, DemandFacts
from campaigns.facts.words import words_of
from campaigns.models.campaign import Campaign
from campaigns.models.texts import gap
from campaigns.outcomes.models import Closing
from campaigns.wording import said
from foundation.text import ended
from foundation.web.formats import format_day, format_number
from foundation.web.language import LANGUAGES, gettext, ngettext, speaking
from petitions.models.figures import Figures
from petitions.queries.news import petition_of_campaign

LONGEST_TITLE = 200


def report_texts(session: Session, campaign: Campaign, closing: Closing) -> dict[str, tuple[str, str]]:
    """Title and text by language."""
    petition = petition_of_campaign(session, campaign.id)
    figures = Figures(petition.confirmed, petition.paper, petition.organisations) if petition else None
    found = {}
    for language in _languages(campaign):
        facts = gather_facts(session, campaign, language=language)
        statement = str(words_of(closing.statement, language, campaign.original_language))
        with speaking(language):
            title = gettext("What came of it: %(title)s") % {"title": facts.title}
            found[language] = (title[:LONGEST_TITLE], _report(facts, closing, statement, figures))
    return found


def reopening_texts(session: Session, campaign: Campaign, closing: Closing) -> dict[str, tuple[str, str]]:
    """With a gap that only somebody who knows what has happened can fill."""
    found = {}
    for language in _languages(campaign):
        facts = gather_facts(session, campaign, language=language)
        with speaking(language):
            title = gettext("It goes on: %(title)s") % {"title": facts.title}
            told = gettext("On %(day)s this campaign was closed: %(outcome)s. Now it goes on.") % {
                "day": format_day(closing.closed_at.date()),
                "outcome": said(closing.outcome).lower(),
            }
            found[language] = (title[:LONGEST_TITLE], f"{told}\n\n{gap(gettext('what has happened'))}")
    return found


def _languages(campaign: Campaign) -> list[str]:
    return [language for language in LANGUAGES if campaign.title.get(language)]


def _report(facts: CampaignFacts, closing: Closing, statement: str, figures: Figures | None) -> str:
    parts = [
        gettext("The campaign has ended: %(outcome)s.") % {"outcome": said(closing.outcome).lower()},
        statement,
        *(_asked(addressee) for addressee in facts.addressees if addressee.demands),
        _numbers(figures) if figures else "",
        gettext("Thank you for having stood by it. Every step with its date and source is on the campaign's page."),
    ]
    return "\n\n".join(part for part in parts if part)


def _asked(addressee: AddresseeFacts) -> str:
    lines = "\n".join(_demand(demand) for demand in addressee.demands)
    return f"**{addressee.name}**\n\n{lines}"


def _demand(demand: DemandFacts) -> str:
    state = f"**{said(demand.progress)}**"
    if demand.states:
        last = demand.states[-1]
        if last.date.is_known:
            state += f" ({last.date.in_words(demand.summary.language)})"
        if last.note:
            state += f". {last.note}"
    # The number as words: a list of its own would count anew from one.
    label = f"**{demand.label}** " if demand.label else ""
    return f"- {label}{ended(str(demand.summary))} {ended(state)}"


def _numbers(figures: Figures) -> str:
    parts = [
        ngettext("%(shown)s person signed and confirmed.", "%(shown)s people signed and confirmed.", figures.confirmed)
        % {"shown": format_number(figures.confirmed)}
        if figures.confirmed
        else "",
        ngettext("%(shown)s signed on paper.", "%(shown)s signed on paper.", figures.paper)
        % {"shown": format_number(figures.paper)}
        if figures.paper
        else "",
        ngettext("%(shown)s organisation endorsed it.", "%(shown)s organisations endorsed it.", figures.organisations)
        % {"shown": format_number(figures.organisations)}
        if figures.organisations
        else "",
    ]
    return " ".join(part for part in parts if part)
