"""Rules of letters that are finished, of their register, and of templates."""

from foundation.accounts.roles import May
from foundation.web.authorisation import LARGEST_UPLOAD, Rule

_LETTER = "/desk/campaigns/{slug}/letters/{kind}/{office}"
_ENTRY = "/desk/campaigns/{slug}/register/{letter_id}"

_TEMPLATES = "/desk/letter-templates"
_TEMPLATE = f"{_TEMPLATES}/{{template_id}}"

LETTER_TEMPLATES = (
    Rule("GET", _TEMPLATES, May.READ),
    Rule("POST", _TEMPLATES, May.WRITE),
    Rule("GET", f"{_TEMPLATES}/new", May.WRITE),
    Rule("GET", f"{_TEMPLATES}/shipped/{{shipped}}", May.READ),
    Rule("POST", f"{_TEMPLATES}/preview", May.WRITE),
    Rule("GET", _TEMPLATE, May.READ),
    Rule("POST", _TEMPLATE, May.WRITE),
    Rule("POST", f"{_TEMPLATE}/restore", May.WRITE),
    Rule("POST", f"{_TEMPLATE}/delete", May.WRITE),
    Rule("POST", f"{_TEMPLATE}/take-back", May.WRITE),
)

FINISHED_LETTERS = (
    Rule("POST", f"{_LETTER}/approve", May.PUBLISH),
    Rule("POST", f"{_LETTER}/approve-alone", May.PUBLISH),
    Rule("GET", "/desk/register", May.READ),
    Rule("GET", "/desk/register.csv", May.READ),
    Rule("POST", "/desk/register/numbering", May.MANAGE),
    Rule("GET", "/desk/campaigns/{slug}/register", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/register.csv", May.READ),
    Rule("POST", "/desk/campaigns/{slug}/register/term", May.WRITE),
    Rule("GET", _ENTRY, May.READ),
    Rule("GET", f"{_ENTRY}/letter.pdf", May.READ),
    Rule("POST", f"{_ENTRY}/sent", May.SEND, largest_body=LARGEST_UPLOAD),
    Rule("POST", f"{_ENTRY}/mail", May.SEND),
    Rule("POST", f"{_ENTRY}/mails/{{mail_id}}/call-off", May.SEND),
    Rule("POST", f"{_ENTRY}/mails/{{mail_id}}/again", May.SEND),
    Rule("GET", f"{_ENTRY}/ways/{{dispatch_id}}", May.WRITE),
    Rule("POST", f"{_ENTRY}/ways/{{dispatch_id}}/remove", May.SEND),
    Rule("POST", f"{_ENTRY}/ways/{{dispatch_id}}", May.WRITE, largest_body=LARGEST_UPLOAD),
    Rule("GET", f"{_ENTRY}/ways/{{dispatch_id}}/proof", May.READ),
    Rule("POST", f"{_ENTRY}/replies", May.WRITE, largest_body=LARGEST_UPLOAD),
    Rule("GET", f"{_ENTRY}/replies/{{reply_id}}/scan", May.READ),
    Rule("POST", f"{_ENTRY}/replies/{{reply_id}}/remove", May.WRITE),
    Rule("POST", f"{_ENTRY}/replies/{{reply_id}}/demands", May.WRITE),
    Rule("POST", f"{_ENTRY}/replies/{{reply_id}}/demands/{{demand_id}}/undo", May.WRITE),
    Rule("POST", f"{_ENTRY}/reviewed", May.PUBLISH),
    Rule("POST", f"{_ENTRY}/take-back", May.WRITE),
    Rule("POST", f"{_ENTRY}/correct", May.WRITE),
    Rule("POST", f"{_ENTRY}/remind", May.WRITE),
)
