"""A real site on a free port and a real browser in front of it, for tests marked `browser`."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"


@contextmanager
def serving(make_app: Callable[[str], Any]) -> Iterator[str]:
    """Serves what `make_app` makes of the site's address, and gives the address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(make_app(address), log_level="critical", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        yield address
        server.should_exit = True
        thread.join(timeout=10)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def window(
    browser: Browser, *, width: int = 390, scheme: str = "light", cookie: str = "", at: str = ""
) -> Iterator[Page]:
    """A fresh window; fails at its end if the browser had anything to complain of but an expected status."""
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,  # axe is put into the page from outside
    )
    if cookie:
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": at}])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: complaints.append(request.url) if not request.url.startswith(at) else None)
    yield page
    context.close()
    unexpected = [words for words in complaints if "the server responded with a status of 4" not in words]
    assert not unexpected


def assert_for_everybody(page: Page) -> None:
    """Axe finds nothing, and the page is not wider than its window."""
    found = Axe().run(page).response["violations"]
    assert not found, [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"]]
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
