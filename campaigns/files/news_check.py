"""What cannot be about news, ends and files in a campaign file, beyond what each field knows alone."""

from collections.abc import Iterator
from typing import Any

from campaigns.files.kept_files import kept_files
from campaigns.files.news_parts import NewsPart
from campaigns.files.schema import CampaignFile
from campaigns.files.yaml_tree import Path
from campaigns.updates.actions.pictures import MOST_FILES, MOST_PICTURES
from campaigns.updates.models import UpdateState
from foundation.web.language import mark

Found = tuple[Path, str, dict[str, Any]]


def check_news(campaign: CampaignFile) -> Iterator[Found]:
    for place, one in enumerate(campaign.news):
        for path, words, values in _check_one(one):
            yield ("news", place, *path), words, values
    known = {one.key for one in campaign.news}
    for place, closing in enumerate(campaign.closings):
        if closing.report is not None and closing.report not in known:
            words = mark("There is no “%(value)s” in the list “%(list)s” of this file.")
            yield ("closings", place, "report"), words, {"value": closing.report, "list": "news"}
    for place, content in enumerate(campaign.files):
        if not content.is_whole:
            yield ("files", place, "content"), mark("This is not the content of the file with that SHA-256."), {}
    named = {one.file for one in kept_files(campaign)}
    if len(named) > MOST_FILES:
        yield ("files",), mark("A campaign has at most %(most)s pictures and files."), {"most": MOST_FILES}


def _check_one(one: NewsPart) -> Iterator[Found]:
    languages = set(one.title)
    if one.original_language not in languages:
        words = mark("This text is missing in “%(language)s”, the original language.")
        yield ("title",), words, {"language": one.original_language}
    for code in sorted(languages ^ set(one.text)):
        yield (
            ("text",),
            mark("Title and text belong together: “%(language)s” has only one of them."),
            {"language": code},
        )
    for name in ("checked", "outdated"):
        for place, code in enumerate(getattr(one, name)):
            if code not in languages - {one.original_language}:
                words = mark("There is no translation into “%(language)s” here.")
                yield (name, place), words, {"language": code}
    if one.state in (UpdateState.PUBLISHED, UpdateState.TAKEN_BACK) and one.number is None:
        yield ("id",), mark("What was published has a number as its id, such as 1."), {}
    if one.number is not None and one.published_at is None:
        yield ("id",), mark("What has a number was published: write published_at too."), {}
    if len(one.pictures) > MOST_PICTURES:
        yield ("pictures",), mark("An update has at most %(most)s pictures."), {"most": MOST_PICTURES}
