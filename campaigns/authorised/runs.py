"""Rules of runs of letters, and of the pages of partners."""

from foundation.accounts.roles import May
from foundation.web.authorisation import LARGEST_UPLOAD, Rule, Who

_RUNS = "/desk/campaigns/{slug}/letters/runs"
_RUN = f"{_RUNS}/{{run_id}}"
_REPORT = "/desk/campaigns/{slug}/register/{letter_id}/partners/{told_id}"
_KIT = "/kit/{code}"
_CAMPAIGN = f"{_KIT}/campaigns/{{slug}}"

RUNS_AND_KITS = (
    Rule("GET", _RUNS, May.READ),
    Rule("POST", _RUNS, May.WRITE),
    Rule("POST", f"{_RUNS}/offered", May.WRITE),
    Rule("GET", _RUN, May.READ),
    Rule("POST", f"{_RUN}/call-off", May.WRITE),
    Rule("POST", f"{_RUN}/remove", May.WRITE),
    Rule("POST", f"{_RUN}/again", May.WRITE),
    Rule("GET", f"{_RUN}/letters.zip", May.WRITE),
    Rule("GET", f"{_RUN}/letters.pdf", May.WRITE),
    Rule("GET", f"{_RUN}/files/{{place}}/letter.pdf", May.WRITE),
    Rule("POST", f"{_REPORT}/looked", May.WRITE),
    Rule("POST", f"{_REPORT}/remove", May.WRITE),
    Rule("GET", f"{_REPORT}/scan", May.READ),
    Rule("GET", _KIT, Who.LINK),
    Rule("GET", f"{_KIT}/letterhead", Who.LINK),
    Rule("POST", f"{_KIT}/letterhead", Who.LINK),
    Rule("POST", f"{_KIT}/letterhead/logo", Who.LINK, largest_body=LARGEST_UPLOAD),
    Rule("POST", f"{_KIT}/letterhead/logo/remove", Who.LINK),
    Rule("POST", f"{_KIT}/letterhead/lend", Who.LINK),
    Rule("POST", f"{_KIT}/letterhead/take-back", Who.LINK),
    Rule("GET", _CAMPAIGN, Who.LINK),
    Rule("POST", _CAMPAIGN, Who.LINK),
    Rule("GET", f"{_CAMPAIGN}/letters.zip", Who.LINK),
    Rule("GET", f"{_CAMPAIGN}/files/{{place}}/letter.pdf", Who.LINK),
    Rule("GET", f"{_CAMPAIGN}/files/{{place}}/letter.docx", Who.LINK),
    Rule("GET", f"{_CAMPAIGN}/letters/{{letter_id}}", Who.LINK),
    Rule("POST", f"{_CAMPAIGN}/letters/{{letter_id}}/sent", Who.LINK),
    Rule("POST", f"{_CAMPAIGN}/letters/{{letter_id}}/answered", Who.LINK, largest_body=LARGEST_UPLOAD),
)
