"""Whether a picture may be shown was asked, and nobody has noted an answer."""

from sqlmodel import col, select

from campaigns.facts.words import words_of
from campaigns.kept_from import is_row_kept, kept_from_each
from campaigns.models.case import Case
from campaigns.models.portrait import PictureConsent, Portrait, days_since_asked
from campaigns.waiting.lines import Asked, Line, Section
from campaigns.waiting.own import MOST_LINES, may, under_way
from foundation.accounts.roles import May
from foundation.web.language import gettext, ngettext


def consents(asked: Asked) -> list[Line]:
    """Who waits longest stands first."""
    campaigns = {one.id: one for one in under_way(asked) if may(asked, May.WRITE, one) and not one.is_example}
    rows = asked.session.exec(
        select(Portrait, Case)
        .join(Case, col(Case.id) == col(Portrait.case_id))
        .where(
            col(Portrait.campaign_id).in_(campaigns),
            Portrait.consent == PictureConsent.ASKED,
            col(Portrait.removed_at).is_(None),
        )
    ).all()
    kept = kept_from_each(asked.session, asked.user, [campaigns[one] for one in {case.campaign_id for _, case in rows}])
    waiting = []
    for portrait, case in rows:
        campaign = campaigns[case.campaign_id]
        if is_row_kept(asked.user, campaign, kept, case):
            continue
        days = days_since_asked(portrait.consent_on, portrait.added_at)
        since = ngettext("asked %(num)d day ago", "asked %(num)d days ago", days) % {"num": days}
        name = words_of(case.name, asked.language, campaign.original_language)
        words = gettext("The picture of %(name)s") % {"name": name}
        path = f"/desk/campaigns/{campaign.slug}/cases/{case.id}/portrait"
        waiting.append((days, case.id, Line(Section.CONSENTS, words, path, f"{since} · {asked.titles[campaign.id]}")))
    waiting.sort(key=lambda one: (-one[0], one[1]))
    return [line for _days, _id, line in waiting[:MOST_LINES]]
