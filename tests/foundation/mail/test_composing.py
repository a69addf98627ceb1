"""Mails from their three files."""

from collections.abc import Iterator

import pytest
from jinja2 import ChoiceLoader, DictLoader, UndefinedError

from foundation.mail.composing import compose, composer
from foundation.mail.messages import PoisonMessage
from foundation.mail.setup import configure_mail
from foundation.settings import Settings
from foundation.web.templating import environment

FILES = {
    "emails/tests/note/subject.txt": "{{ title }}\n",
    "emails/tests/note/body.txt": (
        '{% extends "emails/layout.txt" %}\n'
        "{% block content %}\nDear {{ name }},\nopen {{ base_url }}/x\n{% endblock %}\n"
        "{% block reason %}You get this mail because you signed.{% endblock %}\n"
    ),
    "emails/tests/note/body.html": (
        '{% extends "emails/layout.html" %}\n{% from "emails/parts.html" import button %}\n'
        "{% block content %}<p>Dear {{ name }}</p>{{ button(base_url ~ '/x', 'Open') }}{% endblock %}\n"
        "{% block reason %}You get this mail because you signed.{% endblock %}\n"
    ),
}


@pytest.fixture(autouse=True)
def _files(settings: Settings) -> Iterator[None]:
    configure_mail(settings)
    real = environment().loader
    assert real is not None
    environment().loader = ChoiceLoader([DictLoader(FILES), real])
    yield
    environment().loader = real
    if environment().cache:
        environment().cache.clear()  # type: ignore[union-attr]  # asked just now


def test_a_mail_is_made_of_three_files_and_says_why_it_was_sent() -> None:
    mail = compose(
        "tests/note",
        language="en",
        to="ada@example.org",
        from_name="Union of Examples",
        unsubscribe_url="https://campaigns.example.org/unsubscribe/abc",
        title="A note",
        name="Ada <Example> & Co",
    )
    assert mail.subject == "A note"
    assert mail.text == (
        "Dear Ada <Example> & Co,\nopen http://testserver/x\n\n--\nYou get this mail because you signed.\n"
        "No more of these mails: https://campaigns.example.org/unsubscribe/abc\n"
        "Union of Examples · http://testserver"
    )
    assert "Dear Ada &lt;Example&gt; &amp; Co" in mail.html
    assert '<html lang="en" dir="ltr">' in mail.html
    assert mail.html.count("http://testserver/x") == 3
    assert "You get this mail because you signed." in mail.html
    assert "https://campaigns.example.org/unsubscribe/abc" in mail.html


def test_the_frame_speaks_the_readers_language() -> None:
    mail = compose(
        "tests/note",
        language="ru",
        to="ada@example.org",
        unsubscribe_url="https://x.example.org/u",
        title="A",
        name="A",
    )
    assert "Больше не присылать таких писем" in mail.text
    assert 'lang="ru"' in mail.html
    assert "No more" not in mail.html + mail.text


def test_a_field_that_was_forgotten_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(UndefinedError):
        compose("tests/note", language="en", to="ada@example.org", title="A")


def test_a_title_of_two_lines_cannot_become_a_subject() -> None:
    with pytest.raises(PoisonMessage):
        compose("tests/note", language="en", to="ada@example.org", title="A\n\nBcc: evil@example.org", name="A")


def test_two_rooms_cannot_write_one_kind_of_mail() -> None:
    composer("tests.one_kind")(lambda _session, _number: None)
    with pytest.raises(ValueError, match="two composers"):
        composer("tests.one_kind")(lambda _session, _number: None)
