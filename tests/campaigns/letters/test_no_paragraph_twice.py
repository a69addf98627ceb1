"""Two campaigns of one kind in one country: whatever is written about the one could not stand in a letter of the other.

The letters are compared as they are read: every paragraph and every point of a list, between salutation and closing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from sqlmodel import Session, col, select

from campaigns.actions.load_examples import load_examples
from campaigns.letters.blocks import Supporter
from campaigns.letters.contents import LetterContents
from campaigns.letters.declared.shape import Sheet
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind, languages_of
from campaigns.letters.lacks import OPEN
from campaigns.letters.offered import personal_letter
from campaigns.letters.render import letter_text
from campaigns.letters.variants import Variant
from campaigns.letters.writing import offices_to_write_to
from campaigns.models.campaign import Campaign, CampaignKind
from tests.campaigns.letters.every_kind import WORDS, a_campaign, every_letter, other_facts
from tests.factories.accounts import an_organisation
from tests.html_tree import Node, read_html

TYPED = {" ".join(text.replace("'", "’").split()) for words in WORDS.values() for text in words.values()}
"""What an organiser wrote into both letters."""
OF_OTHERS = {"evidence", "quote"}
"""Sources under their own titles, and what somebody said."""
Read = dict[tuple[str, str], set[str]]


def read(letters: Iterable[tuple[str, LetterContents]]) -> Read:
    return {(name, contents.language): paragraphs(contents) for name, contents in letters}


def paragraphs(contents: LetterContents) -> set[str]:
    """Rows of a form hold single facts and are none; gaps are no text yet."""
    left_out = OF_OTHERS | ({"contact"} if contents.kind.declared.sheet is Sheet.RELEASE else set())
    sections = tuple(section for section in contents.sections if section.name not in left_out)
    tree = read_html(str(letter_text(replace(contents, sections=sections))))
    rows = {id(item) for rows in tree.all("ul", of="rows") for item in rows.all("li")}
    # What leads to a list is one paragraph with it: the list holds the facts.
    found = {
        " ".join(item.text().split())
        for tag in ("p", "li")
        for item in tree.all(tag)
        if id(item) not in rows and "with-next" not in item.classes
    }
    found |= {" ".join(f"{lead.text()} {after.text()}".split()) for lead, after in leads(tree)}
    return {text for text in found if text and OPEN not in text} - TYPED


def leads(tree: Node) -> Iterator[tuple[Node, Node]]:
    nodes = list(tree.children)
    for lead, after in pairwise(nodes):
        if lead.tag == "p" and "with-next" in lead.classes:
            yield lead, after


def of_record(session: Session, campaign: Campaign) -> Read:
    """Without an urgency that somebody typed, so that the stock has to say it."""
    letters = []
    for letter in every_letter(session, campaign):
        letter.urgency = ""
        letters.append((str(letter.kind), gather_letter(session, campaign=campaign, letter=letter)))
    return read(letters)


def of_supporters(session: Session, campaign: Campaign) -> Read:
    office = next(iter(offices_to_write_to(session, campaign=campaign, kind=LetterKind.APPEAL)), "")
    return read(
        (
            f"supporter {variant}",
            personal_letter(
                session,
                campaign=campaign,
                office_id=office,
                language=language,
                supporter=Supporter("Jo Reader", "Example Town", "", "", variant),
            ),
        )
        for language in languages_of(LetterKind.APPEAL)
        for variant in Variant
        if office
    )


def shared(one: Read, other: Read) -> dict[tuple[str, str], set[str]]:
    assert one.keys() <= other.keys() or other.keys() <= one.keys()
    return {key: both for key in one.keys() & other.keys() if (both := one[key] & other[key])}


@pytest.mark.slow
@pytest.mark.parametrize("kind", list(CampaignKind))
def test_letters_of_two_campaigns_of_a_kind_share_no_paragraph(session: Session, kind: CampaignKind) -> None:
    ours = a_campaign(session, kind)
    of_another = a_campaign(session, kind, number="4100", facts=other_facts(kind))
    for letters in (of_record, of_supporters):
        first, second = letters(session, ours), letters(session, of_another)
        assert all(told for (name, _), told in first.items() if name != LetterKind.UN_WGAD), "nobody may be held"
        assert shared(first, second) == {}


@pytest.mark.slow
def test_letters_of_the_examples_share_no_paragraph_with_those_of_a_launched_campaign(session: Session) -> None:
    load_examples(session, organisation_id=an_organisation(session).id)
    examples = session.exec(select(Campaign).where(col(Campaign.is_example))).all()
    assert len(examples) == 4
    for example in examples:
        launched = a_campaign(session, example.kind, number=f"5{example.id}")
        for letters in (of_record, of_supporters):
            assert shared(letters(session, example), letters(session, launched)) == {}, example.slug


def test_the_comparison_finds_what_two_letters_share() -> None:
    assert shared({("a", "en"): {"x", "y"}}, {("a", "en"): {"y", "z"}}) == {("a", "en"): {"y"}}
