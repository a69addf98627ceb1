"""Pressing the button that undoes what the page shows last."""

from starlette.testclient import TestClient


def newest_on(browser: TestClient, page: str) -> str:
    """What the page offers to undo; empty where it offers nothing."""
    return browser.get(page).text.partition('name="newest" value="')[2].partition('"')[0]


def undo(browser: TestClient, at: str, newest: str = "", *, page: str = "") -> int:
    """The status of the answer. Without `newest`, that which the page shows now."""
    return browser.post(f"{at}/undo", data={"newest": newest or newest_on(browser, page or at)}).status_code
