"""The help of a command names what it takes, and says at once when a command does nothing yet."""

import pytest

from campaigns.cli import NOT_THERE_YET, main
from foundation.web.templating import ROOT


def _help(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit):
        main([*words, "--help"])
    return " ".join(capsys.readouterr().out.split())


def test_letter_and_dossier_name_kinds_profiles_and_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert "one of: appeal, protest, ilo_dg_intervention" in _help(capsys, "letter")
    assert " en," in _help(capsys, "letter")
    dossier = _help(capsys, "dossier")
    assert "one of: public" in dossier
    assert " en," in dossier


@pytest.mark.parametrize("name", NOT_THERE_YET)
def test_what_is_not_there_yet_says_so_in_its_help(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert f"This version has no {name} yet." in _help(capsys, name)
    assert "rest" not in _help(capsys, name).replace("restore", "")
    line = next(line for line in (ROOT / "solidarity").read_text().splitlines() if line.startswith(f"  {name} "))
    assert "not there yet" in line
