"""What no field can know alone: names that stand twice, references into nothing, texts without the original."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from campaigns.conventions import load_conventions
from campaigns.directory import Directory
from campaigns.files.explain import nearest
from campaigns.files.linking import ClaimPart, LinkPart, MentionPart, NamedPart
from campaigns.files.news_check import check_news
from campaigns.files.news_parts import ClosingPart, NewsPart, PicturePart
from campaigns.files.parts import ActorPart, CasePart, LawPart
from campaigns.files.problems import FileProblem
from campaigns.files.schema import CampaignFile
from campaigns.files.yaml_tree import Path, YamlTree
from campaigns.models.campaign import ENDED_STATES
from foundation.web.language import mark

# The list in the file in which a field's names are looked up.
HOME_OF = {
    "sources": "sources",
    "cases": "cases",
    "organisations": "organisations",
    "laws": "laws",
    "procedures": "procedures",
}
ONCE_ONLY = frozenset({"countries", "issues", "offices"})
# What was told at some time, in whichever languages.
IN_OWN_LANGUAGES = (NewsPart, ClosingPart, PicturePart)
NOT_IN_THE_LIST = mark("There is no “%(value)s” in the list “%(list)s” of this file.")
MEANT = mark("There is no “%(value)s” in the list “%(list)s” of this file. Is “%(nearest)s” meant?")
NO_OFFICE = (
    mark("The directory has no office “%(value)s”."),
    mark("The directory has no office “%(value)s”. Is “%(nearest)s” meant?"),
)
NO_INSTRUMENT = (
    mark("The directory has no convention or treaty article “%(value)s”."),
    mark("The directory has no convention or treaty article “%(value)s”. Is “%(nearest)s” meant?"),
)


def cross_check(campaign: CampaignFile, tree: YamlTree, directory: Directory) -> list[FileProblem]:
    return list(_Check(campaign, tree, directory).problems())


def _own_key(value: object) -> str | None:
    if isinstance(value, LinkPart):
        return value.slug
    return value.key if isinstance(value, NamedPart | NewsPart) else None


class _Check:
    def __init__(self, campaign: CampaignFile, tree: YamlTree, directory: Directory) -> None:
        self.campaign = campaign
        self.tree = tree
        self.known = {name: [part.key for part in getattr(campaign, name)] for name in HOME_OF.values()}
        self.offices = list(directory.by_id)
        self.instruments = sorted(load_conventions().ids)

    def problems(self) -> Iterator[FileProblem]:
        if self.campaign.outcome is not None and self.campaign.state not in ENDED_STATES:
            yield self.problem(("outcome",), mark("Only a campaign that is closed or archived has an outcome."))
        if self.campaign.is_history and not self.campaign.is_example:
            yield self.problem(
                ("is_history",), mark("Only an example can be from history: write is_example: true too.")
            )
        for code, names in self.campaign.country_names.items():
            yield from self.original_missing(names, ("country_names", code))
        yield from self.walk(self.campaign, ())
        yield from self.demands_twice()
        for path, words, values in check_news(self.campaign):
            yield self.problem(path, words, **values)

    def problem(self, path: Path, words: str, **values: object) -> FileProblem:
        return FileProblem(*self.tree.place_of(path), words, values)

    def walk(self, part: BaseModel, path: Path) -> Iterator[FileProblem]:
        """Every part of the file, each field by what it holds."""
        yield from self.references_of(part, path)
        for name, field in type(part).model_fields.items():
            here = (*path, field.alias or name)
            value = getattr(part, name)
            if field.annotation == dict[str, str] and not isinstance(part, IN_OWN_LANGUAGES):
                yield from self.original_missing(value, here)
            elif isinstance(value, BaseModel):
                yield from self.walk(value, here)
            elif isinstance(value, list):
                yield from self.walk_list(value, here)

    def walk_list(self, values: list[Any], path: Path) -> Iterator[FileProblem]:
        yield from self.twice(values, path)
        home = HOME_OF.get(str(path[-1]), "")
        for number, value in enumerate(values):
            here = (*path, number)
            if isinstance(value, MentionPart | ClaimPart):
                yield from self.missing(value.key, home, here)
            if isinstance(value, BaseModel):
                yield from self.walk(value, here)
            elif isinstance(value, dict):
                yield from self.original_missing(value, here)

    def original_missing(self, texts: dict[str, str], path: Path) -> Iterator[FileProblem]:
        original = self.campaign.original_language
        if texts and original not in texts:
            words = mark("This text is missing in “%(language)s”, the original language.")
            yield self.problem(path, words, language=original)

    def demands_twice(self) -> Iterator[FileProblem]:
        """Other facts refer to a demand by its id alone, so it is unique among all addressees."""
        first: dict[str, int] = {}
        for number, addressee in enumerate(self.campaign.addressees):
            for place, demand in enumerate(addressee.demands):
                if first.setdefault(demand.key, number) != number:
                    path: Path = ("addressees", number, "demands", place)
                    yield self.problem(path, mark("“%(value)s” stands here twice."), value=demand.key)

    def twice(self, values: list[Any], path: Path) -> Iterator[FileProblem]:
        """Ids within a list, the numbers of one addressee's demands, and bare words that make sense once."""
        seen: set[object] = set()
        for place, value in enumerate(values):
            key = _own_key(value) or (value if path[-1] in ONCE_ONLY else None)
            number = getattr(value, "number", None)
            if key is not None and key in seen:
                yield self.problem((*path, place), mark("“%(value)s” stands here twice."), value=key)
            if isinstance(number, int) and number in seen:
                yield self.problem((*path, place), mark("The number %(value)s stands here twice."), value=number)
            seen |= {key, number}

    def references_of(self, part: BaseModel, path: Path) -> Iterator[FileProblem]:
        if isinstance(part, CasePart):
            yield from self.missing(part.organisation, "organisations", (*path, "organisation"))
            yield from self.missing(part.law, "laws", (*path, "law"))
        elif isinstance(part, ActorPart):
            yield from self.missing(part.parent, "organisations", (*path, "parent"))
        elif isinstance(part, LawPart):
            for number, instrument in enumerate(part.instruments):
                yield from self.unknown(instrument, self.instruments, (*path, "instruments", number), NO_INSTRUMENT)
        for number, office in enumerate(getattr(part, "offices", ())):
            yield from self.unknown(office, self.offices, (*path, "offices", number), NO_OFFICE)

    def missing(self, key: str | None, home: str, path: Path) -> Iterator[FileProblem]:
        if key is None or key in self.known[home]:
            return
        near = nearest(key, self.known[home])
        if near:
            yield self.problem(path, MEANT, value=key, list=home, nearest=near)
        else:
            yield self.problem(path, NOT_IN_THE_LIST, value=key, list=home)

    def unknown(self, key: str, known: list[str], path: Path, words: tuple[str, str]) -> Iterator[FileProblem]:
        if key not in known:
            near = nearest(key, known)
            yield self.problem(path, words[bool(near)], value=key, nearest=near)
