"""Components keep what was typed, say what is wrong where it is wrong, and tick nothing beforehand."""

import re
from typing import Any

from foundation.web.forms import Submitted, blank
from foundation.web.language import mark, speaking
from foundation.web.templating import environment

HOSTILE = '"><script>alert(1)</script>'


def shown(call: str, language: str = "en", **context: object) -> str:
    name = call.partition("(")[0]
    with speaking(language):
        template = environment().from_string(f'{{% from "components/{name}.html" import {name} %}}{{{{ {call} }}}}')
        return re.sub(r"\s+", " ", template.render(**context))


def a_refused_form(**values: object) -> Submitted[Any]:
    form = blank(**values)
    for name in values:
        form.refuse(name, mark("Please fill this in."))
    return form


def test_a_field_keeps_what_was_typed_and_ties_its_problem_to_it() -> None:
    html = shown("field(form, 'name', 'Name', hint='As on the list')", form=a_refused_form(name=HOSTILE))
    assert 'value="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="name-hint name-problem"' in html
    assert '<p class="problem" id="name-problem">Please fill this in.</p>' in html
    assert "<script>" not in html


def test_lines_of_a_text_stay_as_they_were() -> None:
    html = environment().from_string(
        '{% from "components/field.html" import field %}{{ field(form, "words", "Words", rows=3) }}'
    )
    assert "\nfirst\n\nsecond</textarea>" in html.render(form=blank(words="first\n\nsecond"))


def test_a_password_never_comes_back() -> None:
    assert "four words" not in shown("field(form, 'p', 'Password', type='password')", form=blank(p="four words"))


def test_nothing_is_ticked_beforehand() -> None:
    assert "checked" not in shown("consent(form, 'agree', 'I agree')", form=blank())
    assert "checked" not in shown("checks(form, 'ways', 'Ways', [('a', 'A')])", form=blank())
    assert "checked" not in shown("choice(form, 'way', 'Way', [('a', 'A')])", form=blank())
    assert "checked" in shown("consent(form, 'agree', 'I agree')", form=blank(agree="yes"))


def test_a_choice_shows_what_was_chosen_and_its_first_answer_bears_the_name() -> None:
    html = shown("choice(form, 'way', 'Way', [('a', 'A'), ('b', 'B', 'why')])", form=a_refused_form(way="b"))
    assert re.search(r'id="way" name="way" value="a"\s*>', html)
    assert re.search(r'id="way-2" name="way" value="b" checked', html)
    assert 'aria-describedby="way-problem"' in html


def test_the_summary_leads_to_each_field_in_the_readers_language() -> None:
    form = a_refused_form(name="", email="")
    html = shown("error_summary(form, {'name': 'Имя'})", "ru", form=form)
    assert "Проверьте ещё раз 2 ответа" in html
    assert '<a href="#name">Имя. Заполните, пожалуйста, это поле.</a>' in html
    assert '<a href="#email">Заполните, пожалуйста, это поле.</a>' in html
    assert shown("error_summary(form, {})", form=blank()).strip() == ""


def test_kinds_of_support_stand_apart() -> None:
    english = re.sub(r"<[^>]+>", "", shown("count(1204, 40, 12, 1500)")).split()
    assert " ".join(english) == "1,204 confirmed 40 on paper · 12 organisations Next goal: 1,500"
    russian = re.sub(r"<[^>]+>", "", shown("count(21, 0, 1)", "ru")).split()
    assert " ".join(russian) == "21 подтверждённая подпись 1 организация"


def test_a_cell_says_again_what_it_is() -> None:
    html = shown("table('Cap', ['Name', ('Sum', 'number')], [['<b>', 2]])")
    assert '<td data-head="Name"><div>&lt;b&gt;</div></td>' in html
    assert '<td data-head="Sum" class="number"><div>2</div></td>' in html


def test_a_long_work_of_nothing_is_no_division_by_zero() -> None:
    assert 'max="1" value="0"' in shown("progress(0, 0, 'Sent')")
