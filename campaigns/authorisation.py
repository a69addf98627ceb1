"""The authorisation table: every route of the product and who may call it. A route that is not listed here fails
the start.
"""

from foundation.accounts.roles import May
from foundation.web.authorisation import Rule, Who

FOUNDATION = (
    Rule("GET", "/healthz", Who.ANYONE),
    Rule("GET", "/readyz", Who.ANYONE),
    Rule("GET", "/robots.txt", Who.ANYONE),
    Rule("GET", "/favicon.ico", Who.ANYONE),
    Rule("GET", "/static/{path:path}", Who.ANYONE),
    Rule("GET", "/desk/sign-in", Who.ANYONE),
    Rule("POST", "/desk/sign-in", Who.ANYONE),
    Rule("POST", "/desk/sign-out", Who.ANYONE),
    Rule("GET", "/desk/patterns", Who.SIGNED_IN),
    Rule("GET", "/comfort", Who.ANYONE),
    Rule("POST", "/comfort", Who.ANYONE),
    Rule("GET", "/comfort.css", Who.ANYONE),
)

CAMPAIGNS = (Rule("GET", "/desk", May.READ),)

RULES = FOUNDATION + CAMPAIGNS
