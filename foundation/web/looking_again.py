"""A page about work under way looks again by itself, unless its reader wants it still.

By header, never by `<meta http-equiv="refresh">`: the reader can stop it (WCAG 2.2.1), and who has no JavaScript is
served alike. templates/components/looks_again.html says so on the page and has the link that stops it.
"""

from dataclasses import dataclass

from fastapi import Request

SECONDS = 5


@dataclass(frozen=True)
class LookingAgain:
    """`seconds` is 0 for a page that stays as it is; `headers` go to `page`."""

    is_at_work: bool
    seconds: int

    @property
    def headers(self) -> dict[str, str]:
        return {"Refresh": str(self.seconds)} if self.seconds else {}


def looking_again(request: Request, is_at_work: bool) -> LookingAgain:
    """A page that answers a form never looks again: it would send the form once more, or lose what was typed."""
    moves = is_at_work and request.method == "GET" and not request.query_params.get("still")
    return LookingAgain(is_at_work, SECONDS if moves else 0)
