"""The front door tells the truth: each setting, each command, each picture."""

import re
from argparse import _SubParsersAction
from pathlib import Path

from campaigns.cli import NOT_THERE_YET, build_parser
from foundation.settings import Settings
from foundation.web.templating import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_each_setting_is_explained() -> None:
    for name in Settings.model_fields:
        assert f"`SOLIDARITY_{name.upper()}`" in README


def test_each_command_is_named() -> None:
    commands = next(action for action in build_parser()._actions if isinstance(action, _SubParsersAction))
    for name in commands.choices:
        assert re.search(rf"`(\./solidarity )?{name}[` ]", README), name
    for name in NOT_THERE_YET:
        assert f"`{name}`" in README.split("are not there yet")[0].splitlines()[-1]


def test_each_picture_is_there_and_small() -> None:
    pictures = re.findall(r"\]\((\.readme/[^)]+)\)", README)
    assert len(pictures) == 4
    for picture in pictures:
        assert (ROOT / picture).stat().st_size < 100_000


def test_each_path_it_links_to_exists() -> None:
    for path in re.findall(r"\]\(([A-Z]+(?:\.md)?)\)", README):
        assert Path(ROOT / path).exists()
