"""A made-up system for the launcher: Debian as far as `./solidarity` can tell, without network and without effect."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# The programs of such a system; each writes down how it was called.
PYTHON = """\
#!/bin/sh
case $1 in
    -c) echo "$0" ;;
    -m)
        echo "python $*" >>"$CALLS"
        case $2 in
            venv) mkdir -p "$4/bin"; cp "$0" "$4/bin/python" ;;
            pip) [ ! -e "$BROKEN_PIP" ] || { echo "ERROR: no such package" ; exit 1; } ;;
            *) printf '%s' "$SOLIDARITY_CALLED_FROM" >"$CALLS.from"; printf '<%s>' "$@" >"$CALLS.handed-over" ;;
        esac ;;
esac
"""
DPKG_QUERY = """\
#!/bin/sh
cat "$INSTALLED"
"""
APT_GET = """\
#!/bin/sh
echo "apt-get $*" >>"$CALLS"
case " $* " in
    *" update "*) touch "$CALLS.lists" ;;
    *" install "*)
        [ -e "$CALLS.lists" ] || { echo "E: Unable to locate package"; exit 100; }
        for package; do echo "$package installed" >>"$INSTALLED"; done ;;
esac
"""
ID = """\
#!/bin/sh
case $1 in -u) echo "$WHO" ;; -un) echo somebody ;; esac
"""
SUDO = """\
#!/bin/sh
echo "sudo $1" >>"$CALLS"
[ "$1" != -n ] || shift
exec "$@"
"""
LIBRARIES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-noto-core"]


@dataclass
class MadeUpSystem:
    """A folder with the launcher in it, and a PATH on which everything it calls is ours."""

    folder: Path
    calls: Path
    installed: Path
    broken_pip: Path
    programs: Path
    user: int = 0

    def run(
        self, *arguments: str, cwd: Path | None = None, program: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [program or self.folder / "solidarity", *arguments],
            cwd=cwd or self.folder,
            env={
                "PATH": str(self.programs),
                "CALLS": str(self.calls),
                "INSTALLED": str(self.installed),
                "BROKEN_PIP": str(self.broken_pip),
                "WHO": str(self.user),
                "TMPDIR": str(self.calls.parent),
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def called(self, *, since: int = 0) -> list[str]:
        return self.calls.read_text().splitlines()[since:]

    def handed_over(self) -> str:
        return Path(f"{self.calls}.handed-over").read_text()

    def add_program(self, name: str, text: str) -> None:
        path = self.programs / name
        path.write_text(text)
        path.chmod(0o755)


def make_system(tmp_path: Path) -> MadeUpSystem:
    """Debian with python3 and all libraries, the person being root; the project lies in a folder with a space."""
    folder, programs = tmp_path / "the project", tmp_path / "bin"
    folder.mkdir()
    programs.mkdir()
    shutil.copy(ROOT / "solidarity", folder)
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (folder / lock).write_text(f"# {lock}\n")
    for tool in (
        "sh",
        "env",
        "cat",
        "cp",
        "rm",
        "mkdir",
        "mktemp",
        "cmp",
        "grep",
        "tail",
        "cut",
        "dirname",
        "touch",
        "ls",
    ):
        (programs / tool).symlink_to(str(shutil.which(tool)))
    (programs / "readlink").symlink_to(str(shutil.which("readlink")))
    made = MadeUpSystem(folder, tmp_path / "calls", tmp_path / "installed", tmp_path / "broken", programs)
    made.calls.touch()
    made.installed.write_text("".join(f"{package} installed\n" for package in LIBRARIES))
    for name, text in {"python3": PYTHON, "dpkg-query": DPKG_QUERY, "apt-get": APT_GET, "id": ID}.items():
        made.add_program(name, text)
    return made
