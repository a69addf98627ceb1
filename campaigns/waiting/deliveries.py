"""Deliveries of the next days, and names that a second person has to approve."""

from campaigns.deliveries.queries import ahead, names_asked, planned_near
from campaigns.deliveries.told import office_in
from campaigns.models.campaign import Campaign
from campaigns.waiting.lines import Asked, Line, Section
from campaigns.waiting.own import may, under_way
from foundation.accounts.roles import May
from foundation.clock import utc_today
from foundation.web.formats import format_day
from foundation.web.language import gettext


def deliveries(asked: Asked) -> list[Line]:
    """What is planned for the next days, and what is over without a word of how it went."""
    campaigns = {one.id: one for one in under_way(asked) if may(asked, May.WRITE, one)}
    if not campaigns:
        return []
    return [*_planned(asked, campaigns), *_names(asked, campaigns)]


def _planned(asked: Asked, campaigns: dict[int, Campaign]) -> list[Line]:
    lines = []
    for one in planned_near(asked.session, list(campaigns), until=ahead()):
        campaign = campaigns[one.campaign_id]
        office = office_in(asked.session, one.office_id, asked.language)
        words = gettext("Delivery by hand on %(day)s: %(office)s")
        if one.planned_on < utc_today():
            words = gettext("How did the visit of %(day)s go? %(office)s")
        said = words % {"day": format_day(one.planned_on), "office": office}
        path = f"/desk/campaigns/{campaign.slug}/deliveries/{one.id}"
        lines.append(Line(Section.DATES, said, path, asked.titles[campaign.id]))
    return lines


def _names(asked: Asked, campaigns: dict[int, Campaign]) -> list[Line]:
    lines = []
    for ask, delivery in names_asked(asked.session, list(campaigns)):
        campaign = campaigns[delivery.campaign_id]
        able = may(asked, May.PUBLISH, campaign) and asked.user.user_id != ask.asked_by_id
        office = office_in(asked.session, delivery.office_id, asked.language)
        said = gettext("Names of signers for a delivery: %(office)s") % {"office": office}
        path = f"/desk/campaigns/{campaign.slug}/deliveries/{delivery.id}"
        section = Section.REVIEW if able else Section.ELSEWHERE
        lines.append(Line(section, said, path, asked.titles[campaign.id]))
    return lines
