"""What the campaigns themselves make wait: reviews, drafts, dates ahead, addresses, letters, mail."""

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import col, select

from campaigns.facts.words import words_of
from campaigns.kept_from import is_row_kept, kept_from_each
from campaigns.letters.approving import awaits_review
from campaigns.letters.models import Letter, LetterState
from campaigns.models.address_confirmation import AddressConfirmation
from campaigns.models.campaign import ENDED_STATES, Campaign, CampaignState
from campaigns.models.demand import AddresseeGroup
from campaigns.models.event import Event
from campaigns.offices.merged import directory_now
from campaigns.offices.shapes import Check
from campaigns.register.queries import letter_of_mail, overdue
from campaigns.waiting.lines import Asked, Line, Section
from foundation.accounts.roles import May
from foundation.clock import utc_now
from foundation.mail.queries import mail_trouble
from foundation.web.formats import format_day, format_number
from foundation.web.language import gettext, ngettext

AHEAD = timedelta(days=60)
ADDRESS_GOOD_FOR = timedelta(days=180)
MOST_LINES = 30


def under_way(asked: Asked) -> list[Campaign]:
    """What is over needs nobody today."""
    return [one for one in asked.campaigns if one.state not in ENDED_STATES and not one.is_history]


def may(asked: Asked, act: May, campaign: Campaign) -> bool:
    return asked.user.may(act, campaign.organisation_id, campaign.id)


def reviews(asked: Asked) -> list[Line]:
    """Somebody else's campaign, for those who may publish it; and what went out in an emergency."""
    lines = []
    for one in asked.campaigns:
        mine = asked.user.user_id in (one.created_by_id, one.submitted_by_id)
        able = may(asked, May.PUBLISH, one)
        path = f"/desk/campaigns/{one.slug}"
        if one.state is CampaignState.IN_REVIEW:
            section = Section.REVIEW if able and not mine else Section.ELSEWHERE
            lines.append(Line(section, asked.titles[one.id], path))
        elif one.awaits_review_after_emergency and able and asked.user.user_id != one.published_by_id:
            lines.append(Line(Section.AFTERWARDS, asked.titles[one.id], path))
    return lines


def drafts(asked: Asked) -> list[Line]:
    return [
        Line(Section.DRAFTS, asked.titles[one.id], f"/desk/campaigns/{one.slug}")
        for one in asked.campaigns
        if one.state is CampaignState.DRAFT and may(asked, May.WRITE, one)
    ]


def dates_ahead(asked: Asked) -> list[Line]:
    """Hearings and whatever else the timelines announce for the next two months."""
    campaigns = {one.id: one for one in under_way(asked)}
    today = utc_now().date()
    last = today + AHEAD
    years = {str(today.year), str(last.year)}
    events = asked.session.exec(select(Event).where(col(Event.campaign_id).in_(campaigns), _of_years(years))).all()
    with_events = [campaigns[one] for one in {event.campaign_id for event in events}]
    kept = kept_from_each(asked.session, asked.user, with_events)
    coming = []
    for event in events:
        if is_row_kept(asked.user, campaigns[event.campaign_id], kept, event):
            continue
        event_id, campaign_id, when, text = event.id, event.campaign_id, event.date, event.text
        first, end = when.first_day, when.last_day
        if first and end and end >= today and first <= last:
            coming.append((first, event_id, campaign_id, when, text))
    lines = []
    for _first, event_id, campaign_id, when, text in sorted(coming, key=lambda row: (row[0], row[1]))[:MOST_LINES]:
        campaign = campaigns[campaign_id]
        words = words_of(text, asked.language, campaign.original_language)
        path = f"/desk/campaigns/{campaign.slug}/events/{event_id}" if may(asked, May.WRITE, campaign) else ""
        said_on = when.in_words(asked.language)
        lines.append(Line(Section.DATES, f"{said_on}: {words}", path, asked.titles[campaign_id]))
    return lines


def _of_years(years: set[str]) -> sa.ColumnElement[bool]:
    written = sa.type_coerce(col(Event.date), sa.String)
    return sa.or_(*(written.like(f"%{year}%") for year in sorted(years)))


def addresses(asked: Asked) -> list[Line]:
    """Offices that campaigns under way write to, whose address nobody of ours has confirmed lately."""
    campaigns = {one.id: one for one in under_way(asked) if may(asked, May.WRITE, one)}
    groups = asked.session.exec(
        select(AddresseeGroup.campaign_id, AddresseeGroup.offices).where(col(AddresseeGroup.campaign_id).in_(campaigns))
    ).all()
    organisations = {one.organisation_id for one in campaigns.values()}
    confirmed: dict[tuple[int, str], date] = {}
    for row in asked.session.exec(
        select(AddressConfirmation).where(col(AddressConfirmation.organisation_id).in_(organisations))
    ):
        key = (row.organisation_id, row.office_id)
        confirmed[key] = max(row.confirmed_on, confirmed.get(key, row.confirmed_on))
    return _address_lines(asked, campaigns, groups, confirmed)


def _address_lines(
    asked: Asked,
    campaigns: dict[int, Campaign],
    groups: Sequence[tuple[int, Sequence[str]]],
    confirmed: dict[tuple[int, str], date],
) -> list[Line]:
    known = directory_now(asked.session).by_id
    old = utc_now().date() - ADDRESS_GOOD_FOR
    lines: dict[tuple[int, str], Line] = {}
    for campaign_id, offices in groups:
        campaign = campaigns[campaign_id]
        for office_id in offices:
            key = (campaign.organisation_id, office_id)
            if office_id not in known or key in lines or (key in confirmed and confirmed[key] >= old):
                continue
            office = known[office_id]
            if key in confirmed:
                why = gettext("not confirmed since %(day)s") % {"day": format_day(confirmed[key])}
            elif office.check is Check.CONFLICT:
                why = gettext("the sources disagree")
            else:
                why = gettext("nobody has confirmed it yet")
            path = f"/desk/campaigns/{campaign.slug}/letters"
            lines[key] = Line(Section.ADDRESSES, office.title_in(asked.language), path, why)
    return list(lines.values())[:MOST_LINES]


def letters(asked: Asked) -> list[Line]:
    """Approved alone and not looked at by anybody else; approved and still here; sent, and the answer overdue."""
    writing = [one for one in under_way(asked) if may(asked, May.WRITE, one)]
    campaigns = {one.id: one for one in writing}
    is_unseen = (col(Letter.approved_alone) != "") & col(Letter.reviewed_at).is_(None)
    found = asked.session.exec(
        select(Letter)
        .where(
            col(Letter.campaign_id).in_(campaigns),
            (col(Letter.state) == LetterState.APPROVED) | ((col(Letter.state) == LetterState.SENT) & is_unseen),
        )
        .order_by(col(Letter.approved_at))
        .limit(MOST_LINES)
    ).all()
    lines = []
    for letter in found:
        campaign = campaigns[letter.campaign_id]
        mine = asked.user.user_id in (letter.approved_by_id, letter.updated_by_id)
        if awaits_review(letter) and not mine and may(asked, May.PUBLISH, campaign):
            why = gettext("approved by one person alone")
            lines.append(_letter_line(asked, campaign, letter, why, Section.AFTERWARDS))
        if letter.state is LetterState.APPROVED:
            lines.append(_letter_line(asked, campaign, letter, gettext("approved, not sent yet")))
    for entry in overdue(asked.session, writing)[:MOST_LINES]:
        days = entry.waits or 0
        why = ngettext("no answer for %(num)d day", "no answer for %(num)d days", days) % {"num": days}
        lines.append(_letter_line(asked, entry.campaign, entry.letter, why))
    return lines


def _letter_line(
    asked: Asked, campaign: Campaign, letter: Letter, why: str, section: Section = Section.LETTERS
) -> Line:
    office = directory_now(asked.session).by_id.get(letter.office_id)
    to = office.title_in(asked.language) if office else letter.office_id
    path = f"/desk/campaigns/{campaign.slug}/register/{letter.id}"
    return Line(section, f"{gettext(letter.kind.words)}: {to}", path, why)


def mail(asked: Asked) -> list[Line]:
    """What stands still in the outbox, for everybody who sends."""
    if not asked.user.may(May.SEND):
        return []
    lines = []
    for trouble in mail_trouble(asked.session):
        waiting = ngettext("%(shown)s mail waits.", "%(shown)s mails wait.", trouble.waiting) % {
            "shown": format_number(trouble.waiting)
        }
        more = [waiting]
        if trouble.is_more:
            more.append(gettext("There are more; counting stops here."))
        if not trouble.needs_a_person:
            more.append(gettext("We try again by ourselves."))
        mailing = trouble.group_key.removeprefix("mailing-")
        path = f"/desk/outreach/mailings/{mailing}" if mailing.isdigit() else path_of_mail(asked, trouble.group_key)
        lines.append(Line(Section.MAIL, gettext(trouble.reason), path, " ".join(more)))
    return lines


def path_of_mail(asked: Asked, group_key: str) -> str:
    """To the letter whose e-mail it is, for those who know its campaign; else nowhere."""
    letter = letter_of_mail(asked.session, group_key)
    campaign = next((one for one in asked.campaigns if letter and one.id == letter.campaign_id), None)
    return f"/desk/campaigns/{campaign.slug}/register/{letter.id}" if letter and campaign else ""
