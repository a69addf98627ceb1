"""What organisers write, as a mail's plain text."""

import pytest

from campaigns.mailing_texts import TEXTS
from foundation.web.markdown import markdown, plain


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**Please help.** Thank you.", "Please help. Thank you."),
        ("Read [our page](https://example.org/ada) today.", "Read our page (https://example.org/ada) today."),
        ("2 ** 3 and 4 ** 5 stay, and [brackets] too", "2 ** 3 and 4 ** 5 stay, and [brackets] too"),
        ("- one\n- two", "- one\n- two"),
    ],
)
def test_plain_text_has_no_marks(written: str, read: str) -> None:
    assert plain(written) == read


@pytest.mark.parametrize("language", TEXTS)
def test_stock_letters_to_partners_break_no_line_inside_a_sentence(language: str) -> None:
    _subject, text = TEXTS[language]
    *paragraphs, _closing = text.strip().split("\n\n")
    assert all("\n" not in paragraph for paragraph in paragraphs)


def test_links_are_whole_where_they_are_read_elsewhere() -> None:
    text = "[ours](/campaigns/free-ada) [theirs](https://example.org/x) [mail](mailto:ada@example.org)"
    html = markdown(text, base_url="https://solidarity.example.org")
    for address in (
        "https://solidarity.example.org/campaigns/free-ada",
        "https://example.org/x",
        "mailto:ada@example.org",
    ):
        assert f'href="{address}"' in html
    assert 'href="/campaigns/free-ada"' in markdown(text)
    assert "href" not in markdown("[x](javascript:alert(1)) [y](data:text/html,x)", base_url="https://example.org")
