"""What `./solidarity` does before Python takes over: a copy of it on a made-up system, with no network."""

import re
import shutil
from pathlib import Path

import pytest

from tests.house.made_up_system import LIBRARIES, PYTHON, SUDO, MadeUpSystem, make_system

COMMANDS = [
    "start",
    "test",
    "serve",
    "worker",
    "migrate",
    "create-organiser",
    "import-campaign",
    "export-campaign",
    "import-partners",
    "letter",
    "dossier",
    "bench",
    "backup",
    "restore",
    "verify",
    "doctor",
]


@pytest.fixture
def system(tmp_path: Path) -> MadeUpSystem:
    return make_system(tmp_path)


# --- words and exit codes ---


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["help"], ["test", "--help"]])
def test_the_help_names_every_command_and_sets_nothing_up(system: MadeUpSystem, arguments: list[str]) -> None:
    shown = system.run(*arguments)
    assert (shown.returncode, shown.stderr) == (0, "")
    named = set(re.findall(r"^  ([a-z-]+) ", shown.stdout, re.MULTILINE))
    assert named == {*COMMANDS, "lock"}
    assert system.called() == []


@pytest.mark.parametrize(
    "arguments", [["frobnicate"], ["--quick"], ["test", "--fast"], ["test", "--quick", "more"], ["Start"]]
)
def test_wrong_use_is_told_in_two_lines_and_sets_nothing_up(system: MadeUpSystem, arguments: list[str]) -> None:
    told = system.run(*arguments)
    assert (told.returncode, told.stdout) == (2, "")
    sentence, usage = told.stderr.splitlines()
    assert sentence.startswith("solidarity: ")
    assert usage.startswith("usage: ")
    assert system.called() == []


# --- what is handed over ---


@pytest.mark.parametrize("command", [command for command in COMMANDS if command != "test"])
def test_every_command_goes_on_to_the_program(system: MadeUpSystem, command: str) -> None:
    assert system.run(command).returncode == 0
    assert system.handed_over() == f"<-m><campaigns.cli><{command}>"


def test_arguments_arrive_as_they_were_typed_from_any_folder(system: MadeUpSystem, tmp_path: Path) -> None:
    arguments = ["letter", "kz 2026", "appeal", "--yes", "--to", "", "-o", "*.pdf", "it's"]
    assert system.run(*arguments, cwd=tmp_path).returncode == 0
    assert system.handed_over() == "<-m><campaigns.cli><letter><kz 2026><appeal><--to><><-o><*.pdf><it's>"
    assert Path(f"{system.calls}.from").read_text() == str(tmp_path)


def test_the_launcher_finds_its_folder_through_a_link(system: MadeUpSystem, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere"
    link.symlink_to(system.folder / "solidarity")
    assert system.run("doctor", cwd=tmp_path, program=link).returncode == 0
    assert (system.folder / ".venv").is_dir()


def test_tests_and_locks_are_run_from_the_second_lock(system: MadeUpSystem) -> None:
    assert system.run("test", "--quick").returncode == 0
    assert system.handed_over() == "<-m><tests.run><--quick>"
    assert system.run("lock", "--upgrade").returncode == 0
    assert system.handed_over() == "<-m><tests.house.locks><--upgrade>"
    installed = [call for call in system.called() if " pip " in call]
    assert len(installed) == 1
    assert installed[0].endswith("-r requirements-dev.lock")


# --- Python packages ---


def test_a_second_start_does_nothing_again(system: MadeUpSystem) -> None:
    first = system.run("start")
    assert first.returncode == 0
    assert len(first.stderr.splitlines()) == 2  # one calm line for each long step
    before = len(system.called())
    second = system.run("start")
    assert (second.returncode, second.stderr) == (0, "")
    assert system.called(since=before) == ["python -m campaigns.cli start"]


def test_packages_are_installed_by_hash(system: MadeUpSystem) -> None:
    system.run("start")
    (pip,) = (call for call in system.called() if " pip " in call)
    assert "--require-hashes" in pip
    assert pip.endswith("-r requirements.lock")


def test_tests_after_a_start_add_to_what_is_there(system: MadeUpSystem) -> None:
    system.run("start")
    before = len(system.called())
    system.run("test", "--quick")
    assert [call.split()[2] for call in system.called(since=before)] == ["pip", "tests.run"]
    before = len(system.called())
    system.run("start")
    assert system.called(since=before) == ["python -m campaigns.cli start"]


def test_a_changed_lock_makes_the_environment_anew(system: MadeUpSystem) -> None:
    system.run("start")
    before = len(system.called())
    (system.folder / "requirements.lock").write_text("# another version\n")
    system.run("start")
    assert [call.split()[2] for call in system.called(since=before)] == ["venv", "pip", "campaigns.cli"]


def test_an_interrupted_set_up_is_repaired_by_the_next_run(system: MadeUpSystem) -> None:
    system.broken_pip.touch()
    failed = system.run("start")
    assert failed.returncode == 1
    assert "ERROR: no such package" in failed.stderr.splitlines()[-1]
    assert (system.folder / ".venv" / "unfinished").exists()
    system.broken_pip.unlink()
    before = len(system.called())
    assert system.run("start").returncode == 0
    assert [call.split()[2] for call in system.called(since=before)] == ["venv", "pip", "campaigns.cli"]


def test_what_an_interrupted_addition_left_behind_is_not_trusted(system: MadeUpSystem) -> None:
    system.run("start")
    system.broken_pip.touch()
    assert system.run("test", "--quick").returncode == 1
    system.broken_pip.unlink()
    before = len(system.called())
    assert system.run("start").returncode == 0
    assert [call.split()[2] for call in system.called(since=before)] == ["venv", "pip", "campaigns.cli"]


def test_an_environment_whose_python_is_gone_is_made_anew(system: MadeUpSystem) -> None:
    system.run("start")
    (system.folder / ".venv" / "bin" / "python").unlink()
    before = len(system.called())
    assert system.run("start").returncode == 0
    assert system.called(since=before)[0].startswith("python -m venv --clear")


# --- system packages ---


def test_root_gets_missing_packages_installed(system: MadeUpSystem) -> None:
    system.installed.write_text("libpango-1.0-0 installed\n")
    assert system.run("start").returncode == 0
    asked = [call for call in system.called() if call.startswith("apt-get")]
    packages = "libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core"
    # Without lists the first attempt fails, and only then they are fetched.
    assert [call.split()[4] for call in asked] == ["install", "update", "install"]
    assert asked[-1].endswith(packages)


def test_somebody_without_sudo_is_told_the_one_command(system: MadeUpSystem) -> None:
    system.user = 1000
    system.installed.write_text("")
    told = system.run("start", "--yes")
    assert told.returncode == 1
    (sentence,) = told.stderr.splitlines()
    assert sentence.endswith("apt-get update && apt-get install --no-install-recommends " + " ".join(LIBRARIES))
    assert system.called() == []


def test_nothing_is_installed_with_sudo_unless_somebody_says_yes(system: MadeUpSystem) -> None:
    system.user = 1000
    system.installed.write_text("")
    system.add_program("sudo", SUDO)
    told = system.run("start")
    assert told.returncode == 1
    assert len(told.stderr.splitlines()) == 1
    assert system.called() == []
    assert system.run("--yes", "start").returncode == 0
    assert system.called()[0] == "sudo -n"
    assert system.handed_over() == "<-m><campaigns.cli><start>"


def test_python_without_its_venv_module_is_not_taken(system: MadeUpSystem) -> None:
    system.add_program("python3", "#!/bin/sh\nexit 1\n")
    system.user = 1000
    told = system.run("doctor")
    assert told.returncode == 1
    assert told.stderr.rstrip().endswith("python3 python3-venv")


def test_a_newer_python_is_preferred(system: MadeUpSystem) -> None:
    system.add_program("python3.13", PYTHON.replace("python $*", "python3.13 $*"))
    system.run("start")
    assert system.called()[0].startswith("python3.13 -m venv")


def test_the_whole_suite_asks_for_a_browser_and_a_database_and_the_quick_one_does_not(system: MadeUpSystem) -> None:
    system.user = 1000
    told = system.run("test")
    assert told.returncode == 1
    wanted = told.stderr.split("--no-install-recommends ")[1].split()
    assert {"chromium", "chromium-browser"} & set(wanted)
    assert "qpdf" in wanted
    assert system.run("test", "--quick").returncode == 0


def test_where_there_is_no_apt_one_sentence_names_what_is_missing(system: MadeUpSystem) -> None:
    (system.programs / "apt-get").unlink()
    assert system.run("start").returncode == 0
    shutil.rmtree(system.folder / ".venv")
    system.add_program("python3", "#!/bin/sh\nexit 1\n")
    told = system.run("start")
    assert told.returncode == 1
    (sentence,) = told.stderr.splitlines()
    assert "Python 3.11" in sentence
