"""What news, procedures and the directory make wait, and what was taken off the site."""

from campaigns.today import today_of
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


def procedures_and_directory(asked: Asked) -> list[Line]:
    also = today_of(asked.session, asked.user, today=utc_today(), language=asked.language)
    lines = []
    for one in also.near:
        number = gettext("Case No. %(number)s") % {"number": one.procedure.number} if one.procedure.number else ""
        what = f"{said(one.procedure.kind)}: {number}" if number else said(one.procedure.kind)
        more = [one.when, said(one.kind) if one.kind else "", str(one.text)]
        more += [gettext("Gone by") if one.is_over else "", "" if one.is_verified else gettext("Date not verified")]
        path = f"/desk/campaigns/{one.campaign.slug}/procedures/{one.procedure.id}"
        lines.append(Line(Section.PROCEDURES, what, path, ", ".join(filter(None, more))))
    for stale in also.stale:
        why = gettext("checked on %(day)s") % {"day": format_day(stale.checked_on)}
        path = f"/desk/directory/offices/{stale.office.id}"
        lines.append(Line(Section.STALE, stale.office.title_in(asked.language), path, why))
    if also.waiting:
        words = ngettext(
            "%(num)d correction waits for a second person", "%(num)d corrections wait for a second person", also.waiting
        )
        lines.append(Line(Section.DIRECTORY, words % {"num": also.waiting}, "/desk/directory/proposals"))
    return lines
