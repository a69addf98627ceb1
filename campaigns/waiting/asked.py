"""Everything that can wait for somebody, asked in one place. A room adds its own function to ASKED."""

from sqlmodel import Session

from campaigns.access import own_campaigns
from campaigns.facts.words import words_of
from campaigns.waiting.approvals import approvals
from campaigns.waiting.beside import directory, news, off_the_site, procedures, stale_offices
from campaigns.waiting.consents import consents
from campaigns.waiting.deliveries import deliveries
from campaigns.waiting.from_others import bounced, failed_kits, partner_reports, set_aside, stopped_mailings
from campaigns.waiting.lines import Ask, Asked, Line, Section
from campaigns.waiting.own import addresses, dates_ahead, drafts, letters, mail, reviews
from campaigns.waiting.signing import signing_keys
from campaigns.waiting.translations import translations
from foundation.accounts.access import SignedIn
from foundation.web.language import speaking

ASKED: tuple[Ask, ...] = (
    off_the_site,
    mail,
    dates_ahead,
    deliveries,
    reviews,
    approvals,
    news,
    procedures,
    stale_offices,
    directory,
    translations,
    consents,
    addresses,
    signing_keys,
    letters,
    partner_reports,
    failed_kits,
    set_aside,
    bounced,
    stopped_mailings,
    drafts,
)


def asked_by(session: Session, user: SignedIn, language: str) -> Asked:
    campaigns = tuple(own_campaigns(session, user))
    titles = {one.id: str(words_of(one.title, language, one.original_language)) for one in campaigns}
    return Asked(session, user, language, campaigns, titles)


def what_waits(asked: Asked) -> list[tuple[Section, list[Line]]]:
    """By section, in the order of the page, without empty ones."""
    with speaking(asked.language):
        lines = [line for ask in ASKED for line in ask(asked)]
    return [(section, found) for section in Section if (found := [line for line in lines if line.section is section])]
