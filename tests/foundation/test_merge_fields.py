"""Merge fields put names in and compute nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.merge_fields import fill, find_fields, for_markdown, problems
from foundation.web.language import speaking
from foundation.web.markdown import markdown

ALLOWED = ("partner.name", "contact.name", "campaign.link")
VALUES = {"partner.name": "Union of {{contact.name}}", "contact.name": "Ada Example", "campaign.link": ""}
ATTACKS = (
    "{{7*7}}",
    "${7*7}",
    "{% for x in range(10**9) %}",
    "{{c.delete()}}",
    "{{config}}",
    "{0.__class__}",
    "#{7*7}",
    "<%= 7*7 %>",
    "%(secret)s",
    "{{''.__class__}}",
    "{{partner.name.__class__}}",
    "{{partner['name']}}",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_template_language_is_run(attack: str) -> None:
    assert fill(attack, VALUES) == attack


@pytest.mark.parametrize("attack", [attack for attack in ATTACKS if attack.startswith("{{")])
def test_what_looks_like_a_field_and_is_none_is_refused(attack: str) -> None:
    assert problems(attack, ALLOWED)


@given(st.text(st.sampled_from("{}%$# \n.abc0_partner'[]()*|"), max_size=60))
def test_a_text_without_known_fields_stays_as_it_is(text: str) -> None:
    if not set(find_fields(text)) & set(VALUES):
        assert fill(text, VALUES) == text


@given(
    st.lists(st.sampled_from(["{{partner.name}}", "{{ contact.name }}", "x", "\n", "{", "}", "{{campaign.link}}"])),
    st.dictionaries(st.sampled_from(ALLOWED), st.text(max_size=10)),
)
def test_values_are_put_in_once_and_never_read_again(parts: list[str], values: dict[str, str]) -> None:
    once = fill("|".join(parts), values)
    put_in = {f"{{{{{name}}}}}": value for name, value in values.items()}
    expected = "|".join(put_in.get(part.replace(" ", ""), part) if "{{" in part else part for part in parts)
    assert once == expected


@given(st.text(max_size=80))
def test_a_text_without_problems_leaves_no_braces_behind(text: str) -> None:
    if not problems(text, ALLOWED):
        assert "{{" not in fill(text, dict.fromkeys(ALLOWED, "x"))


def test_an_unknown_field_is_named_with_its_line_and_the_nearest() -> None:
    found = problems("Dear {{contact.name}},\n\nyou of {{nmae}} and {{ partner.nam }}\n{{zzz}} {{open\n", ALLOWED)
    assert [str(problem) for problem in found.problems] == [
        "Line 3: there is no field {{nmae}}. Did you mean {{partner.name}}?",
        "Line 3: there is no field {{partner.nam}}. Did you mean {{partner.name}}?",
        "Line 4: there is no field {{zzz}}. The fields are listed beside the text.",
        "Line 4: {{ opens a field that is not closed by }} on the same line.",
    ]


def test_problems_speak_the_language_of_the_page() -> None:
    with speaking("ru"):
        assert "Строка 1" in str(problems("{{nmae}}", ALLOWED))


def test_missing_values_are_marked() -> None:
    text = "{{contact.name}}: {{campaign.link}}"
    assert fill(text, VALUES, missing=lambda name: f"[{name}]") == "Ada Example: [campaign.link]"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_a_value_shows_as_it_is_inside_markdown(value: str) -> None:
    shown = " ".join(value.split())
    html = markdown(f"a{for_markdown(value)}z")
    assert html.striptags() == f"a{shown}z" if shown else True
    assert html.count("<") == 2
