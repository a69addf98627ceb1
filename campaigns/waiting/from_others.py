"""What petitions and outreach make wait, asked from above since they know nothing of the desk's first page."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import col, select

from campaigns.kits.queries import failed_kits_by_campaign, reports_to_look_at
from campaigns.models.campaign import Campaign
from campaigns.waiting.lines import Asked, Line, Section
from campaigns.waiting.own import MOST_LINES, may
from foundation.accounts.roles import May
from foundation.clock import utc_now
from foundation.web.formats import format_number
from foundation.web.language import gettext, ngettext
from outreach.models.mailings import Mailing, MailingState
from outreach.models.partners import Contact, ContactState, Partner
from petitions.models.groups import Span
from petitions.models.petition import Petition
from petitions.models.signature import IS_SET_ASIDE, Signature
from petitions.models.tally import Tally, TallyKind
from petitions.pictures import TimeChart, time_chart

COUNTED_UP_TO = 10_000
DAYS_SHOWN = 14


@dataclass(frozen=True)
class Running:
    """A campaign that takes signatures, with those of today and of the last two weeks."""

    campaign: Campaign
    title: str
    confirmed: int
    waiting: int
    today: int
    chart: TimeChart | None


def set_aside(asked: Asked) -> list[Line]:
    """All petitions at once, from the index of what is set aside, counted no further than anybody needs."""
    campaigns = {one.id: one for one in asked.campaigns if may(asked, May.WRITE, one)}
    some = sa.select(col(Signature.petition_id)).where(IS_SET_ASIDE).limit(COUNTED_UP_TO).subquery()
    counted = asked.session.execute(
        sa.select(col(Petition.slug), col(Petition.campaign_id), sa.func.count())
        .join(some, some.c.petition_id == col(Petition.id))
        .where(col(Petition.campaign_id).in_(campaigns))
        .group_by(col(Petition.slug), col(Petition.campaign_id))
    ).all()
    return [
        Line(
            Section.SIGNATURES,
            asked.titles[campaign_id],
            f"/desk/petitions/{slug}/quarantine",
            ngettext("%(shown)s signature set aside", "%(shown)s signatures set aside", count)
            % {"shown": format_number(count)},
        )
        for slug, campaign_id, count in counted
    ]


def bounced(asked: Asked) -> list[Line]:
    """Contacts whose mail came back, by organisation."""
    able = [organisation for organisation in asked.user.organisation_ids if asked.user.may(May.WRITE, organisation)]
    rows = asked.session.execute(
        sa.select(col(Contact.partner_id), col(Partner.name))
        .join(Partner, col(Partner.id) == col(Contact.partner_id))
        .where(col(Contact.organisation_id).in_(able), col(Contact.state) == ContactState.BOUNCED)
        .order_by(col(Partner.name_order))
        .limit(MOST_LINES)
    ).all()
    why = gettext("mail comes back")
    return [Line(Section.PARTNERS, name, f"/desk/outreach/partners/{partner_id}", why) for partner_id, name in rows]


def partner_reports(asked: Asked) -> list[Line]:
    """What partners sent and were answered, as long as no organiser has looked at it."""
    campaigns = {one.id: one for one in asked.campaigns if may(asked, May.WRITE, one)}
    return [
        Line(
            Section.PARTNERS,
            asked.titles[campaign_id],
            f"/desk/campaigns/{campaigns[campaign_id].slug}/letters/runs",
            ngettext("%(num)d report of a partner to look at", "%(num)d reports of partners to look at", number)
            % {"num": number},
        )
        for campaign_id, number in reports_to_look_at(asked.session, list(campaigns))
    ]


def failed_kits(asked: Asked) -> list[Line]:
    """Partners that could not make their letters; why stands on the page of runs."""
    campaigns = {one.id: one for one in asked.campaigns if may(asked, May.WRITE, one)}
    return [
        Line(
            Section.PARTNERS,
            asked.titles[campaign_id],
            f"/desk/campaigns/{campaigns[campaign_id].slug}/letters/runs",
            ngettext(
                "%(num)d partner could not make its letters", "%(num)d partners could not make their letters", number
            )
            % {"num": number},
        )
        for campaign_id, number in failed_kits_by_campaign(asked.session, list(campaigns))
    ]


def stopped_mailings(asked: Asked) -> list[Line]:
    """Paused ones go on when somebody says so."""
    able = [organisation for organisation in asked.user.organisation_ids if asked.user.may(May.SEND, organisation)]
    rows = asked.session.exec(
        select(Mailing)
        .where(col(Mailing.organisation_id).in_(able), Mailing.state == MailingState.PAUSED)
        .order_by(col(Mailing.created_at))
        .limit(MOST_LINES)
    ).all()
    why = gettext("paused")
    return [Line(Section.PARTNERS, row.title, f"/desk/outreach/mailings/{row.id}", why) for row in rows]


def running(asked: Asked) -> list[Running]:
    """Two queries, however many campaigns run."""
    campaigns = {one.id: one for one in asked.campaigns if one.takes_signatures}
    petitions = asked.session.exec(select(Petition).where(col(Petition.campaign_id).in_(campaigns))).all()
    today = utc_now().date()
    days = [today - timedelta(days=back) for back in reversed(range(DAYS_SHOWN))]
    by_petition: dict[int, dict[str, int]] = defaultdict(dict)
    for petition_id, day, confirmed in asked.session.execute(
        sa.select(col(Tally.petition_id), col(Tally.key), col(Tally.confirmed)).where(
            col(Tally.petition_id).in_([one.id for one in petitions]),
            col(Tally.kind) == TallyKind.DAY,
            col(Tally.key).in_([day.isoformat() for day in days]),
        )
    ):
        by_petition[petition_id][day] = confirmed
    found = {one.campaign_id: one for one in petitions}
    return [_running(asked, campaign, found.get(campaign.id), days, by_petition) for campaign in campaigns.values()]


def _running(
    asked: Asked,
    campaign: Campaign,
    petition: Petition | None,
    days: list[date],
    by_petition: Mapping[int, Mapping[str, int]],
) -> Running:
    of_days = by_petition.get(petition.id, {}) if petition else {}
    spans = [Span(day, day, of_days.get(day.isoformat(), 0)) for day in days]
    return Running(
        campaign,
        asked.titles[campaign.id],
        petition.confirmed if petition else 0,
        petition.waiting if petition else 0,
        spans[-1].confirmed,
        time_chart(spans) if any(span.confirmed for span in spans) else None,
    )
