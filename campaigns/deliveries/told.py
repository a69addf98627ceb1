"""What the public may be told of a visit: the office, the day, what came of it and what was asked. Nobody who went, and
nobody who received it, is named."""

from sqlmodel import Session

from campaigns.deliveries.models.delivery import Delivery
from campaigns.deliveries.models.visit import Visit, VisitOutcome
from campaigns.facts.gather import gather_facts
from campaigns.models.campaign import Campaign
from campaigns.models.demand import Progress
from campaigns.offices.merged import directory_now
from campaigns.queries import figures_so_far
from foundation.accounts.models import Organisation
from foundation.web.formats import format_day, format_number
from foundation.web.language import LANGUAGES, gettext, mark, ngettext, speaking

LONGEST_TITLE = 200
TITLES = {
    VisitOutcome.RECEIVED: mark("Our demands were received: %(office)s"),
    VisitOutcome.LEFT: mark("Our demands were left at the gate: %(office)s"),
    VisitOutcome.REFUSED: mark("Our demands were not accepted: %(office)s"),
    VisitOutcome.CLOSED: mark("Nobody opened: %(office)s"),
}
WENT = mark("On %(day)s a delegation of %(sender)s took the demands of this campaign to this office: %(office)s.")
SENTENCES = {
    VisitOutcome.RECEIVED: mark("They were received there."),
    VisitOutcome.LEFT: mark("Nobody took them from us, so we left them at the gate."),
    VisitOutcome.REFUSED: mark("The office did not accept them. That is an answer too, and we tell of it."),
    VisitOutcome.CLOSED: mark("The office was closed, or nobody was to be found. We shall come again."),
}
PHOTO = mark("Photo of the visit on %(day)s: %(office)s")
ASKED = mark("This is what we ask:")


def news_of_visit(session: Session, campaign: Campaign, delivery: Delivery, visit: Visit) -> dict[str, tuple[str, str]]:
    """Title and text by language, in all that the interface speaks."""
    return {language: _news_in(session, campaign, delivery, visit, language) for language in LANGUAGES}


def words_of_photo(session: Session, delivery: Delivery, visit: Visit, languages: tuple[str, ...]) -> dict[str, str]:
    words = {}
    for language in languages:
        with speaking(language):
            values = {"day": format_day(visit.visited_on), "office": office_in(session, delivery.office_id, language)}
            words[language] = (gettext(PHOTO) % values)[:LONGEST_TITLE]
    return words


def office_in(session: Session, office_id: str, language: str) -> str:
    office = directory_now(session).by_id.get(office_id)
    return office.title_in(language) if office else office_id


def _news_in(session: Session, campaign: Campaign, delivery: Delivery, visit: Visit, language: str) -> tuple[str, str]:
    confirmed = figures_so_far(session, campaign).confirmed
    sender = session.get_one(Organisation, campaign.organisation_id).name
    office = office_in(session, delivery.office_id, language)
    with speaking(language):
        told = [gettext(WENT) % {"day": format_day(visit.visited_on), "sender": sender, "office": office}]
        told.append(gettext(SENTENCES[visit.outcome]))
        if confirmed:
            signed = ngettext("%(shown)s person has signed.", "%(shown)s people have signed.", confirmed)
            told.append(signed % {"shown": format_number(confirmed)})
        paragraphs = [" ".join(told)]
        if demands := _demands(session, campaign, delivery, language):
            paragraphs += [gettext(ASKED), "\n".join(f"- {demand}" for demand in demands)]
        title = gettext(TITLES[visit.outcome]) % {"office": office}
    return title[:LONGEST_TITLE], "\n\n".join(paragraphs)


def _demands(session: Session, campaign: Campaign, delivery: Delivery, language: str) -> list[str]:
    """Of that country's addressees, as far as they are written in that language and not met."""
    facts = gather_facts(session, campaign, language=language)
    groups = [group for group in facts.addressees if group.country in (None, delivery.country)]
    return [
        str(demand.summary)
        for group in groups
        for demand in group.demands
        if demand.progress is not Progress.MET and demand.summary.translated and not demand.summary.outdated
    ]
