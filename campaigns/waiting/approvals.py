"""Letters that were written to the end and wait for a second person."""

from sqlmodel import col, select

from campaigns.letters.models import Letter, LetterState
from campaigns.offices.merged import directory_now
from campaigns.waiting.lines import Asked, Line, Section
from campaigns.waiting.own import MOST_LINES, may, under_way
from foundation.accounts.roles import May
from foundation.web.language import gettext


def approvals(asked: Asked) -> list[Line]:
    """Of those who may approve; not for who wrote it last."""
    campaigns = {one.id: one for one in under_way(asked) if may(asked, May.PUBLISH, one)}
    found = asked.session.exec(
        select(Letter)
        .where(
            col(Letter.campaign_id).in_(campaigns),
            Letter.state == LetterState.DRAFT,
            col(Letter.waits_since).is_not(None),
            col(Letter.updated_by_id).is_distinct_from(asked.user.user_id),
        )
        .order_by(col(Letter.waits_since))
        .limit(MOST_LINES)
    ).all()
    return [_line(asked, letter, campaigns[letter.campaign_id].slug) for letter in found]


def _line(asked: Asked, letter: Letter, slug: str) -> Line:
    office = directory_now(asked.session).by_id.get(letter.office_id)
    to = office.title_in(asked.language) if office else letter.office_id
    path = f"/desk/campaigns/{slug}/letters/{letter.kind}/{letter.office_id}?language={letter.language}"
    why = gettext("%(campaign)s: the letter waits for an approval") % {"campaign": asked.titles[letter.campaign_id]}
    return Line(Section.REVIEW, f"{gettext(letter.kind.words)}: {to}", path, why)
