"""What news, procedures and the directory make wait, and what was taken off the site."""

from campaigns.offices.alone import made_alone
from campaigns.offices.queries import open_changes, stale_addresses
from campaigns.page_parts import procedure_name
from campaigns.procedures.queries import near_days
from campaigns.updates.queries import titles_of, updates_in_review
from campaigns.waiting.lines import Asked, Line, Section
from campaigns.waiting.own import may
from campaigns.wording import said
from foundation.accounts.roles import May
from foundation.clock import utc_today
from foundation.web.formats import format_day
from foundation.web.language import gettext, ngettext


def off_the_site(asked: Asked) -> list[Line]:
    """Until two persons have looked."""
    return [
        Line(
            Section.OFF_THE_SITE,
            asked.titles[one.id],
            f"/desk/campaigns/{one.slug}" + ("/unpublish" if may(asked, May.WRITE, one) else ""),
        )
        for one in asked.campaigns
        if one.unpublished
    ]


def news(asked: Asked) -> list[Line]:
    """Updates that wait for this organiser as the second person."""
    known = {one.id: one for one in asked.campaigns if may(asked, May.PUBLISH, one)}
    found = [
        update
        for update in updates_in_review(asked.session, known)
        if asked.user.user_id not in (*update.authors, update.published_by_id)
    ]
    titles = titles_of(asked.session, found, asked.language)
    return [
        Line(
            Section.NEWS,
            str(titles[update.id]),
            f"/desk/campaigns/{known[update.campaign_id].slug}/updates/{update.id}",
            asked.titles[update.campaign_id],
        )
        for update in found
    ]


def procedures(asked: Asked) -> list[Line]:
    """Sessions and deadlines that are near, or went by and are not done."""
    lines = []
    for one in near_days(asked.session, asked.user, today=utc_today(), language=asked.language):
        more = [one.when, said(one.kind) if one.kind else "", str(one.text)]
        more += [gettext("Gone by") if one.is_over else "", "" if one.is_verified else gettext("Date not verified")]
        path = f"/desk/campaigns/{one.campaign.slug}/procedures/{one.procedure.id}"
        lines.append(Line(Section.PROCEDURES, procedure_name(one.procedure), path, ", ".join(filter(None, more))))
    return lines


def stale_offices(asked: Asked) -> list[Line]:
    return [
        Line(
            Section.STALE,
            stale.office.title_in(asked.language),
            f"/desk/directory/offices/{stale.office.id}",
            gettext("checked on %(day)s") % {"day": format_day(stale.checked_on)},
        )
        for stale in stale_addresses(asked.session, asked.user, today=utc_today())
    ]


def directory(asked: Asked) -> list[Line]:
    """Corrections that somebody else proposed, or made alone, for those who decide on them."""
    user = asked.user
    if not user.roles or not user.may(May.PUBLISH, user.organisation_id):
        return []
    lines = []
    waiting = sum(change.proposed_by_id != user.user_id for change in open_changes(asked.session))
    if waiting:
        words = ngettext(
            "%(num)d correction waits for a second person", "%(num)d corrections wait for a second person", waiting
        )
        lines.append(Line(Section.DIRECTORY, words % {"num": waiting}, "/desk/directory/proposals"))
    alone = sum(change.decided_by_id != user.user_id for change in made_alone(asked.session))
    if alone:
        words = ngettext(
            "%(num)d correction was made alone: look at it", "%(num)d corrections were made alone: look at them", alone
        )
        lines.append(Line(Section.DIRECTORY, words % {"num": alone}, "/desk/directory/proposals"))
    return lines
