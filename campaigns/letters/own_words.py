"""What an organiser writes into a letter: plain paragraphs with a few merge fields, and nothing that computes."""

from collections.abc import Mapping

from campaigns.facts.shapes import CampaignFacts
from campaigns.letters.lacks import Gaps, Weight
from campaigns.letters.typography import with_quotes
from campaigns.letters.wording import joined
from foundation import merge_fields

FIELDS = ("campaign.title", "office.title", "country.name")


def field_values(facts: CampaignFacts, office: str, country: str) -> dict[str, str]:
    return dict(zip(FIELDS, (str(facts.title), office, country), strict=True))


def filled(text: str, values: Mapping[str, str], gaps: Gaps, *, field: str) -> tuple[str, ...]:
    """Paragraph by paragraph. A merge field that nobody knows stays as it is written and stops the print; it is named
    with the nearest one."""
    for problem in merge_fields.problems(text, FIELDS).problems:
        gaps.note(
            Weight.STOPS, problem.words, field=field, line=problem.line, name=problem.name, nearest=problem.nearest
        )
    words = with_quotes(merge_fields.fill(text, values), gaps.language)
    return tuple(joined(paragraph) for paragraph in words.split("\n\n") if paragraph.strip())
