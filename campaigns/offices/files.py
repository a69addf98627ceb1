"""The directory out as a file and in again: all of it, or nothing and a list of what is wrong, with line and column."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session

from campaigns.addresses import RecordAddress, addresses_for_record
from campaigns.directory import Directory
from campaigns.files.explain import explain, nearest
from campaigns.files.problems import FileProblem
from campaigns.files.write import write_plain
from campaigns.files.yaml_tree import Path, YamlTree, read_yaml
from campaigns.offices.actions import propose
from campaigns.offices.file_schema import FORMAT, DirectoryFile
from campaigns.offices.merged import Written, directory_now, laid_over, written_now
from campaigns.offices.shapes import Checked, Office
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_today
from foundation.database import random_id
from foundation.web.language import mark

UNKNOWN_OFFICE = (
    mark("There is no office “%(value)s”, neither in this file nor in the directory."),
    mark("There is no office “%(value)s”, neither in this file nor in the directory. Is “%(nearest)s” meant?"),
)
UNKNOWN_KIND = (
    mark("“%(value)s” is no kind of office. Known are: %(known)s."),
    mark("“%(value)s” is not known here. Is “%(nearest)s” meant?"),
)


@dataclass(frozen=True)
class Difference:
    """What a file would do to one office. `changed` is None where a field would be emptied."""

    office_id: str
    title: str
    is_new: bool
    before: Written
    changed: dict[str, Any]


@dataclass(frozen=True)
class ImportPlan:
    problems: tuple[FileProblem, ...] = ()
    differences: tuple[Difference, ...] = ()
    unchanged: int = 0

    @property
    def is_fine(self) -> bool:
        return not self.problems


def export_directory(session: Session, *, organisation_id: int) -> str:
    """Every office as it stands here. Where this organisation confirmed an address, day and page go along."""
    directory = directory_now(session)
    real = [office for office in directory.offices if not office.fictitious]
    addresses = addresses_for_record(session, office_ids=[one.id for one in real], organisation_id=organisation_id)
    offices = [_confirmed(directory, office, addresses[office.id]).written() for office in real]
    return write_plain({"format": FORMAT, "compiled": utc_today().isoformat(), "offices": offices})


def read_directory_file(content: bytes, directory: Directory) -> tuple[list[Office], tuple[FileProblem, ...]]:
    """Never raises: what is wrong is in the problems, and then there are no offices."""
    tree = read_yaml(content)
    if tree.root is None and tree.problems:
        return [], tuple(tree.problems)
    if not isinstance(tree.root, dict):
        words = mark("This is not a file of the directory: it begins with “format: %(format)s”.")
        return [], (FileProblem(1, 1, words, {"format": FORMAT}),)
    try:
        file = DirectoryFile.model_validate(tree.root)
    except ValidationError as error:
        return [], tuple(sorted([*tree.problems, *explain(error, tree, DirectoryFile)]))
    problems = [*tree.problems, *_cross_check(file, tree, directory)]
    if problems:
        return [], tuple(sorted(problems))
    return [Office.model_validate(part.model_dump(mode="json")) for part in file.offices], ()


def plan_import(session: Session, content: bytes, *, organisation_id: int) -> ImportPlan:
    """What would change, and nothing changed. An office that the file does not name stays as it is, and what this
    organisation confirmed itself is no news to it."""
    directory = directory_now(session)
    offices, problems = read_directory_file(content, directory)
    known = [office.id for office in offices if office.id in directory.by_id]
    addresses = addresses_for_record(session, office_ids=known, organisation_id=organisation_id)
    confirmed = {one: _confirmed(directory, directory.office(one), addresses[one]).checked for one in known}
    differences = []
    for office in offices:
        before, after = written_now(directory, office.id), office.written()
        if before and office.checked == confirmed[office.id]:
            after = laid_over(after, {"checked": before.get("checked")})
        names = [name for name in Office.model_fields if before.get(name) != after.get(name)]
        if names:
            changed = {name: after.get(name) for name in names}
            differences.append(Difference(office.id, office.title["en"], not before, before, changed))
    return ImportPlan(problems, tuple(differences), len(offices) - len(differences))


def propose_import(session: Session, *, user: SignedIn, plan: ImportPlan) -> int:
    """One proposal for each office, held together by the number that is returned; a second person accepts them."""
    batch = random_id()
    ids = {difference.office_id for difference in plan.differences}
    for difference in plan.differences:
        propose(
            session,
            user=user,
            office_id=difference.office_id,
            changed=difference.changed,
            batch=batch,
            beside=ids,
        )
    record(
        session,
        user=user,
        organisation_id=user.organisation_id,
        act="directory.imported",
        about="directory",
        detail=str(len(ids)),
    )
    return batch


def _confirmed(directory: Directory, office: Office, address: RecordAddress) -> Office:
    if not address.may_be_printed or address.confirmed_on is None:
        return office
    own = directory.address_of(office)
    lines = () if own and own.printed == address.lines else address.lines
    checked = Checked(on=address.confirmed_on.isoformat(), page=address.page, lines=lines)
    return office.model_copy(update={"checked": checked})


def _cross_check(file: DirectoryFile, tree: YamlTree, directory: Directory) -> Iterator[FileProblem]:
    ids = [part.id for part in file.offices]
    known = sorted({*ids, *directory.by_id})
    kinds = sorted(directory.salutations)
    shared = {part.id: part.address_of for part in file.offices}
    for number, part in enumerate(file.offices):
        at: Path = ("offices", number)
        if part.id in ids[:number]:
            yield _problem(tree, (*at, "id"), mark("“%(value)s” stands here twice."), value=part.id)
        if not part.title.get("en"):
            yield _problem(
                tree, (*at, "title"), mark("The title is missing in English, the language all offices have.")
            )
        if part.profile not in kinds:
            yield _unknown(tree, (*at, "profile"), part.profile, kinds, UNKNOWN_KIND)
        named = [((*at, "members", place), member) for place, member in enumerate(part.members)]
        for path, office_id in [*named, *([((*at, "address_of"), part.address_of)] if part.address_of else [])]:
            if office_id not in known or office_id == part.id:
                yield _unknown(tree, path, office_id, [other for other in known if other != part.id], UNKNOWN_OFFICE)
        other = directory.by_id.get(part.address_of or "")
        if part.address_of and shared.get(part.address_of, other.address_of if other else None):
            words = mark("An office can share the address of one that has its own.")
            yield _problem(tree, (*at, "address_of"), words)


def _unknown(tree: YamlTree, path: Path, value: str, known: list[str], words: tuple[str, str]) -> FileProblem:
    near = nearest(value, known)
    return _problem(tree, path, words[bool(near)], value=value, nearest=near, known=", ".join(known))


def _problem(tree: YamlTree, path: Path, words: str, **values: object) -> FileProblem:
    return FileProblem(*tree.place_of(path), words, values)
