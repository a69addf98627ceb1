"""Each block of the two source documents is in the examples and in what is exported of them, one by one."""

import re
from copy import deepcopy

import pytest
from sqlmodel import Session, select

from campaigns.actions.load_examples import EXAMPLES
from campaigns.files.export_campaign import export_campaign
from campaigns.models.campaign import Campaign
from tests.campaigns.seeds.blocks import EXACT_LISTS, KINDS, NAMES, Record, differences, inventory, unlike
from tests.campaigns.seeds.from_file import blocks_of_file
from tests.campaigns.told import ASIA, KLOOP, LAW, load_once

SEEDS = (ASIA, LAW, KLOOP)
HELD = re.compile("incapable|недееспособ", re.IGNORECASE)
COUNTED = {
    ASIA: {
        "case": 29, "organisation": 15, "law": 7, "event": 8, "addressee": 5, "demand": 17, "call": 5, "intention": 3,
        "situation": 19, "meeting": 1, "argument": 0, "procedure": 0, "source": 7, "finding": 2,
    },
    LAW: {
        "case": 4, "organisation": 9, "law": 1, "event": 5, "addressee": 1, "demand": 1, "call": 0, "intention": 0,
        "situation": 0, "meeting": 0, "argument": 3, "procedure": 1, "source": 3, "finding": 1,
    },
    KLOOP: {
        "case": 1, "organisation": 5, "law": 1, "event": 3, "addressee": 1, "demand": 1, "call": 0, "intention": 0,
        "situation": 1, "meeting": 0, "argument": 1, "procedure": 0, "source": 3, "finding": 1,
    },
}  # fmt: skip


def file_of(session: Session, slug: str, where: str) -> str:
    if where == "example":
        return (EXAMPLES / f"{slug}.yaml").read_text()
    load_once(session)
    campaign = session.exec(select(Campaign).where(Campaign.slug == slug)).one()
    return export_campaign(session, campaign=campaign, include_held=where == "full export")


@pytest.mark.parametrize("where", ["example", "export", "full export"])
@pytest.mark.parametrize("slug", SEEDS)
def test_each_block_is_in_the_file(session: Session, slug: str, where: str) -> None:
    text = file_of(session, slug, where)
    told, found = inventory(slug, full=where != "export"), blocks_of_file(text)
    assert {kind: len(told[kind]) for kind in KINDS} == COUNTED[slug]
    lost = [problem for kind in ("campaign", *KINDS) for problem in unlike(told[kind], found[kind])]
    assert lost == []
    assert bool(HELD.search(text)) is (slug == ASIA and where != "export")


@pytest.mark.parametrize("slug", SEEDS)
def test_the_inventory_says_nothing_that_is_not_compared(slug: str) -> None:
    found = blocks_of_file((EXAMPLES / f"{slug}.yaml").read_text())
    for kind in KINDS:
        for record in inventory(slug)[kind]:
            assert set(record) - {"key"} <= set(found[kind][0]), record


@pytest.mark.parametrize("slug", SEEDS)
def test_whatever_is_taken_away_is_missed(slug: str) -> None:
    """Each field of each block once: a status, an action, a date, a name."""
    told = inventory(slug, full=True)
    found = blocks_of_file((EXAMPLES / f"{slug}.yaml").read_text())
    unseen = []
    for kind in KINDS:
        for record in told[kind]:
            fits = next(one for one in found[kind] if not differences(record, one))
            unseen += [
                f"{kind} {record.get('key')}: {name}"
                for name in record
                if name != "key" and not _missed(record, fits, name)
            ]
    assert unseen == []


def _missed(record: Record, fits: Record, name: str) -> bool:
    """Whether it is seen that each entry of a list, or the whole value, is not there."""
    if not record[name]:
        return True
    value = fits[name]
    if not isinstance(value, list) or name in EXACT_LISTS:
        return bool(differences(record, fits | {name: type(value)()}))
    if name in NAMES:
        return all(differences(record, fits | {name: [one for one in value if one != gone]}) for gone in value)
    shorter = [deepcopy(value[:place] + value[place + 1 :]) for place in range(len(value))]
    return all(differences(record, fits | {name: less}) for less in shorter)
