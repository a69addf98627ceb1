"""Rules of deliveries by hand. Whoever only reads gets none of their files: who went, who received it and who signed is
for those who work on the campaign."""

from foundation.accounts.roles import May
from foundation.web.authorisation import LARGEST_UPLOAD, Rule

_ALL = "/desk/campaigns/{slug}/deliveries"
_ONE = f"{_ALL}/{{delivery_id}}"
_ASK = f"{_ONE}/names/{{ask_id}}"
_PACK = f"{_ONE}/packs/{{pack_id}}"
_VISIT = f"{_ONE}/visits/{{visit_id}}"
# A photo and a stamped copy at once.
_TWO_UPLOADS = 2 * LARGEST_UPLOAD

DELIVERIES = (
    Rule("GET", _ALL, May.READ),
    Rule("GET", f"{_ALL}/new", May.WRITE),
    Rule("POST", f"{_ALL}/new", May.WRITE),
    Rule("POST", f"{_ALL}/names-off", May.WRITE),
    Rule("POST", f"{_ALL}/names-on", May.MANAGE),
    Rule("GET", _ONE, May.READ),
    Rule("POST", _ONE, May.WRITE),
    Rule("POST", f"{_ONE}/call-off", May.WRITE),
    Rule("POST", f"{_ONE}/names", May.MANAGE),
    Rule("POST", f"{_ASK}/approve", May.PUBLISH),
    Rule("POST", f"{_ASK}/refuse", May.PUBLISH),
    Rule("POST", f"{_ASK}/take-back", May.WRITE),
    Rule("POST", f"{_ONE}/packs", May.WRITE),
    Rule("POST", f"{_PACK}/call-off", May.WRITE),
    Rule("GET", f"{_PACK}/parts/{{part_id}}", May.WRITE),
    Rule("POST", f"{_PACK}/parts/{{part_id}}", May.WRITE),
    Rule("POST", f"{_ONE}/visits", May.SEND, largest_body=_TWO_UPLOADS),
    Rule("POST", f"{_VISIT}/remove", May.SEND),
    Rule("POST", f"{_VISIT}/news", May.WRITE),
    Rule("POST", f"{_VISIT}/forget", May.WRITE),
    Rule("GET", f"{_VISIT}/photo", May.WRITE),
    Rule("POST", f"{_VISIT}/photo/remove", May.WRITE),
    Rule("GET", f"{_VISIT}/scan", May.WRITE),
)
