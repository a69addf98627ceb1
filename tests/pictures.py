"""Pictures of pages, to be looked at: narrow and wide, light and dark, in each language. Not a test; run it by hand.

    python -m tests.pictures http://127.0.0.1:8000 pictures /desk/sign-in /petitions/free-ada --cookie solidarity=…

writes one PNG per page and way of looking into the folder, and prints what a picture does not show: pages wider than
their window, tap targets that are too small, what the browser complained of, and with `--axe` what axe finds.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal, get_args

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from foundation.web.language import LANGUAGES
from tests.browser import chromium

HEIGHTS = {390: 844, 1280: 900}
Scheme = Literal["light", "dark"]

_SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter(
element => {
  const box = element.getBoundingClientRect();
  const inText = getComputedStyle(element).display === 'inline';
  const unseen = box.width <= 1 || element.closest('.unseen') || !element.checkVisibility({visibilityProperty: true});
  const labelled = element.matches('[type=checkbox], [type=radio]');
  return !inText && !unseen && !labelled && (box.height < 43.5 || box.width < 43.5);
}).map(element => element.outerHTML.slice(0, 90))"""


@dataclass(frozen=True)
class Look:
    width: int
    scheme: Scheme
    language: str
    direction: str = ""

    @property
    def name(self) -> str:
        return "-".join(filter(None, (str(self.width), self.scheme, self.language, self.direction)))


def looks(languages: list[str], right_to_left: bool) -> Iterator[Look]:
    yield from (Look(*way) for way in product(HEIGHTS, get_args(Scheme), languages))
    if right_to_left:
        yield from (Look(width, "light", languages[0], "rtl") for width in HEIGHTS)


@dataclass(frozen=True)
class Camera:
    browser: Browser
    base: str
    out: Path
    cookie: str
    axe: bool


def take(camera: Camera, path: str, look: Look) -> list[str]:
    """One picture; returns what was found amiss."""
    name, _, value = camera.cookie.partition("=")
    context = camera.browser.new_context(
        viewport={"width": look.width, "height": HEIGHTS[look.width]}, color_scheme=look.scheme, bypass_csp=camera.axe
    )
    if name:
        context.add_cookies([{"name": name, "value": value, "url": camera.base}])
    page = context.new_page()
    findings: list[str] = []
    page.on("console", lambda message: findings.append(message.text) if message.type == "error" else None)
    page.goto(f"{camera.base}/{look.language}{path}")
    if look.direction:
        page.evaluate("direction => document.documentElement.dir = direction", look.direction)
    title = path.strip("/").replace("/", "_").replace("?", "_") or "front"
    page.screenshot(path=camera.out / f"{title}-{look.name}.png", full_page=True)
    findings += amiss(page)
    if camera.axe:
        found = Axe().run(page)
        findings += [f"axe {v['id']}: {n['html'][:120]}" for v in found.response["violations"] for n in v["nodes"]]
    context.close()
    return findings


def amiss(page: Page) -> Iterator[str]:
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wider > 0:
        yield f"{wider} px wider than the window"
    for html in page.evaluate(_SMALL_TARGETS):
        yield f"smaller than a finger: {html}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("base", help="address of a running site, such as http://127.0.0.1:8000")
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("paths", nargs="+", help="pages without language prefix")
    parser.add_argument("--cookie", default="", help="NAME=VALUE of a signed-in browser")
    parser.add_argument("--language", action="append", choices=list(LANGUAGES), help="only these; may be repeated")
    parser.add_argument("--rtl", action="store_true", help="also as if the language were read from the right")
    parser.add_argument("--axe", action="store_true", help="also ask axe")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    good = True
    with chromium() as browser:
        camera = Camera(browser, chosen.base.rstrip("/"), chosen.out, chosen.cookie, chosen.axe)
        for path in chosen.paths:
            for look in looks(chosen.language or list(LANGUAGES), chosen.rtl):
                for finding in take(camera, path, look):
                    good = False
                    print(f"{path} {look.name}: {finding}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
