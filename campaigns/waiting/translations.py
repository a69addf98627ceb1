"""Translations that wait to be taken over, and those whose originals have moved on."""

from campaigns.models.campaign import ENDED_STATES
from campaigns.translating.standing import work_by_campaign
from campaigns.waiting.lines import Asked, Line, Section
from campaigns.waiting.own import may
from foundation.accounts.roles import May
from foundation.web.language import ngettext
from outreach.words import language_name


def translations(asked: Asked) -> list[Line]:
    """Of campaigns that this organiser may write in and that have not ended."""
    own = {one.id: one for one in asked.campaigns if one.state not in ENDED_STATES and may(asked, May.WRITE, one)}
    lines = []
    for (campaign_id, language), (waiting, outdated) in sorted(work_by_campaign(asked.session, list(own)).items()):
        words = f"{asked.titles[campaign_id]}: {language_name(language)}"
        at = f"/desk/campaigns/{own[campaign_id].slug}/translate/{language}"
        if waiting:
            told = ngettext("%(num)d text waits to be taken over", "%(num)d texts wait to be taken over", waiting) % {
                "num": waiting
            }
            lines.append(Line(Section.TRANSLATIONS, words, f"{at}?show=check", told))
        if outdated:
            told = ngettext(
                "%(num)d translation is older than its original",
                "%(num)d translations are older than their originals",
                outdated,
            ) % {"num": outdated}
            lines.append(Line(Section.TRANSLATIONS, words, f"{at}?show=left", told))
    return lines
