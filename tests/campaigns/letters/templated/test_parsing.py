"""A template is read, whatever stands in it: what is wrong is named with line and column, and nothing runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.letters.templated.fields import FIELDS, KNOWN, PART_WORDS, PARTS
from campaigns.letters.templated.markdown import letter_markdown
from campaigns.letters.templated.parsing import MOST_PROBLEMS, MergeField, Repeated, parse, written
from foundation.web.language import speaking
from tests.foundation.test_merge_fields import ATTACKS

PIECES = st.sampled_from(
    [
        "{{",
        "}}",
        "{{#demands}}",
        "{{/demands}}",
        "{{#facts}}",
        "{{/facts}}",
        "{{demand.text}}",
        "{{campaign.title}}",
        "{{ campaign.titel }}",
        "{{#nothing}}",
        "{{}}",
        "{{#}}",
        "{{/}}",
        "{",
        "\n",
        " ",
        "words",
        "<b>",
        "# ",
        "- ",
        "7. ",
    ]
)
ANY_TEXT = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))


@given(ANY_TEXT)
def test_whatever_is_read_is_written_down_again_sign_for_sign(text: str) -> None:
    parsed = parse(text, KNOWN)
    assert written(parsed.nodes) == text
    for problem in parsed.problems:
        assert 1 <= problem.line <= text.count("\n") + 1
        line = text.split("\n")[problem.line - 1]
        assert line[problem.column - 1 :].startswith("{{"), "it points at the braces"
        assert f"Line {problem.line}, column {problem.column} " in str(problem)


@given(ANY_TEXT)
def test_without_a_problem_every_pair_of_braces_has_a_meaning(text: str) -> None:
    parsed = parse(text, KNOWN)
    if parsed.problems:
        return
    for node in parsed.nodes:
        inside = node.inside if isinstance(node, Repeated) else (node,)
        allowed = {*FIELDS, *PARTS[node.name]} if isinstance(node, Repeated) else set(FIELDS)
        for one in inside:
            assert one.name in allowed if isinstance(one, MergeField) else "{{" not in one.source


@given(ANY_TEXT)
def test_no_markdown_brings_anything_but_plain_paragraphs_lists_and_headings(text: str) -> None:
    html = str(letter_markdown(text)).lower()
    for tag in ("<img", "<a ", "<script", "<iframe", "<svg", "<style", "<link", "<b>"):
        assert tag not in html


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_template_language_is_run(attack: str) -> None:
    assert written(parse(attack, KNOWN).nodes) == attack
    if attack.startswith("{{"):
        assert parse(attack, KNOWN).problems


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\n b {{nmae}}", "Line 2, column 4 of the template: there is no field {{nmae}}"),
        ("{{campaign.titel}}", "Did you mean {{campaign.title}}?"),
        ("{{xyzzy}}", "Line 1, column 1 of the template: there is no field {{xyzzy}}."),
        ("{{#demnds}}{{demand.text}}{{/demnds}}", "nothing repeats as {{#demnds}}. Did you mean {{#demands}}?"),
        ("x {{#facts}} y", "Line 1, column 3 of the template: {{#facts}} begins a part that no {{/facts}} ends."),
        ("{{/facts}}", "{{/facts}} ends a part that no {{#facts}} began."),
        ("{{#facts}}{{#demands}}{{/facts}}", "{{#demands}} stands inside another part that repeats."),
        ("{{demand.text}}", "{{demand.text}} has a meaning only between {{#demands}} and {{/demands}}."),
        ("{{#facts}}{{demand.text}}{{/facts}}", "{{demand.text}} has a meaning only between {{#demands}}"),
        ("a {{campaign.title\n}}", "Line 1, column 3 of the template: {{ opens a field that is not closed"),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_what_was_meant(text: str, said: str) -> None:
    assert said in " ".join(map(str, parse(text, KNOWN).problems))
    with speaking("ru"):
        assert "трок" in str(parse(text, KNOWN).problems[0])


def test_a_text_full_of_wrong_names_is_answered_at_once_and_briefly() -> None:
    parsed = parse("{{nmae}} " * 2500, KNOWN)
    assert len(parsed.problems) == MOST_PROBLEMS


def test_html_pictures_and_links_stay_the_signs_that_were_typed() -> None:
    html = letter_markdown("<b onclick=x>Ada</b> ![p](http://127.0.0.1/p) [l](javascript:alert(1)) <https://x.example>")
    assert "<b" not in html
    assert "<img" not in html
    assert "<a" not in html
    assert "![p](http://127.0.0.1/p) [l](javascript:alert(1))" in html


def test_a_numbered_list_keeps_its_figures_also_with_holes() -> None:
    html = letter_markdown("We ask:\n\n3. One.\n7. Two.")
    assert '<li value="3"><span class="figure">3.</span> One.</li>' in html
    assert '<li value="7"><span class="figure">7.</span> Two.</li>' in html
    assert '<p class="with-next">We ask:</p>' in html


def test_every_field_and_every_part_is_explained() -> None:
    assert set(PARTS) == set(PART_WORDS)
    assert all(FIELDS.values())
    assert all(words for fields in PARTS.values() for words in fields.values())
