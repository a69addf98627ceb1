"""The authorisation table: every route of the product and who may call it. A route that is not listed here fails
the start.
"""

from foundation.accounts.roles import May
from foundation.web.authorisation import Rule, Who

LARGEST_UPLOAD = 11 * 1024 * 1024
"""Files of up to 10 MB, and the form around them."""

FOUNDATION = (
    Rule("GET", "/healthz", Who.ANYONE),
    Rule("GET", "/readyz", Who.ANYONE),
    Rule("GET", "/robots.txt", Who.ANYONE),
    Rule("GET", "/favicon.ico", Who.ANYONE),
    Rule("GET", "/static/{path:path}", Who.ANYONE),
    Rule("GET", "/desk/sign-in", Who.ANYONE),
    Rule("POST", "/desk/sign-in", Who.ANYONE),
    Rule("POST", "/desk/sign-out", Who.ANYONE),
    Rule("GET", "/desk/settings", Who.SIGNED_IN),
    Rule("POST", "/desk/settings/letterhead", May.MANAGE),
    Rule("POST", "/desk/settings/password", Who.SIGNED_IN),
    Rule("GET", "/desk/settings/switches", Who.SIGNED_IN),
    Rule("POST", "/desk/settings/switches", May.MANAGE),
    Rule("GET", "/desk/patterns", Who.SIGNED_IN),
    Rule("GET", "/comfort", Who.ANYONE),
    Rule("POST", "/comfort", Who.ANYONE),
    Rule("GET", "/comfort.css", Who.ANYONE),
    Rule("GET", "/unsubscribe/{token}", Who.LINK),
    # Mail programs post it from nowhere (RFC 8058).
    Rule("POST", "/unsubscribe/{token}", Who.LINK, checks_origin=False),
    Rule("GET", "/inbox", Who.LOOPBACK),
    Rule("GET", "/inbox/{number}", Who.LOOPBACK),
    Rule("GET", "/inbox/{number}/html", Who.LOOPBACK),
    Rule("GET", "/inbox/{number}/files/{place}", Who.LOOPBACK),
)

CAMPAIGNS = (
    Rule("GET", "/", Who.ANYONE),
    Rule("GET", "/campaigns/{slug}", Who.ANYONE),
    Rule("GET", "/desk", May.READ),
    Rule("GET", "/desk/directory", May.READ),
    Rule("GET", "/desk/campaigns", May.READ),
    Rule("GET", "/desk/campaigns/new/arrest", May.WRITE),
    Rule("POST", "/desk/campaigns/new/arrest", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}", May.READ),
    Rule("POST", "/desk/campaigns/{slug}/submit", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/return", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/publish", May.PUBLISH),
    Rule("POST", "/desk/campaigns/{slug}/pause", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/resume", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/close", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/reopen", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/facts", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/texts", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/texts", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/cases/{case_id}", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/cases/{case_id}", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/cases/{case_id}/statuses", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/events/new", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/events/new", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/events/{event_id}", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/events/{event_id}", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/events/{event_id}/remove", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/sources", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/addressees/{addressee_id}/demands/new", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/addressees/{addressee_id}/demands/new", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/demands/{demand_id}", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/demands/{demand_id}", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/demands/{demand_id}/states", May.WRITE),
)

PARTNER_MAILINGS = (
    Rule("GET", "/desk/campaigns/{slug}/mailings", May.READ),
    Rule("POST", "/desk/campaigns/{slug}/mailings", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/mailings/{mailing_id}/letters/{kind}/{office}", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/mailings/{mailing_id}/dossier", May.WRITE),
)

DOSSIERS = (
    Rule("GET", "/campaigns/{slug}/dossier.pdf", Who.ANYONE),
    Rule("GET", "/desk/dossiers", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/dossiers", May.READ),
    Rule("POST", "/desk/campaigns/{slug}/dossiers", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/dossiers/{dossier_id}/dossier.pdf", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/dossiers/{dossier_id}/annex.pdf", May.READ),
)

PETITIONS = (
    Rule("GET", "/petitions/{slug}", Who.ANYONE),
    Rule("POST", "/petitions/{slug}/signatures", Who.ANYONE),
    Rule("GET", "/petitions/{slug}/check-your-mail", Who.ANYONE),
    Rule("GET", "/petitions/{slug}/signatories", Who.ANYONE),
    Rule("GET", "/petitions/{slug}/figures", Who.ANYONE),
    Rule("GET", "/petitions/{slug}/figures.json", Who.ANYONE),
    Rule("GET", "/petitions/{slug}/count.json", Who.ANYONE),
    Rule("GET", "/petitions/{slug}/embed", Who.ANYONE),
    Rule("GET", "/petitions/{slug}/sheet.pdf", Who.ANYONE),
    Rule("GET", "/petitions/{slug}/poster.pdf", Who.ANYONE),
    Rule("GET", "/petitions/{slug}/picture.png", Who.ANYONE),
    Rule("GET", "/oembed", Who.ANYONE),
    Rule("GET", "/confirm/{token}", Who.LINK),
    Rule("POST", "/confirm/{token}", Who.LINK),
    Rule("GET", "/withdraw/{token}", Who.LINK),
    Rule("POST", "/withdraw/{token}", Who.LINK),
    Rule("GET", "/desk/petitions", May.READ),
    Rule("GET", "/desk/petitions/{slug}", May.READ),
    Rule("POST", "/desk/petitions/{slug}/goal", May.WRITE),
    Rule("GET", "/desk/petitions/{slug}/figures", May.READ),
    Rule("POST", "/desk/petitions/{slug}/figures/group", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/figures/recount", May.WRITE),
    Rule("GET", "/desk/petitions/{slug}/signatures/{reference}", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/signatures/{reference}/invalidate", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/signatures/{reference}/restore", May.WRITE),
)

OUTREACH = (
    Rule("GET", "/desk/outreach", May.READ),
    Rule("GET", "/desk/outreach/partners/new", May.WRITE),
    Rule("POST", "/desk/outreach/partners", May.WRITE),
    Rule("GET", "/desk/outreach/partners/{partner_id}", May.READ),
    Rule("GET", "/desk/outreach/partners/{partner_id}/edit", May.WRITE),
    Rule("POST", "/desk/outreach/partners/{partner_id}", May.WRITE),
    Rule("POST", "/desk/outreach/partners/{partner_id}/remove", May.WRITE),
    Rule("GET", "/desk/outreach/partners/{partner_id}/contacts/new", May.WRITE),
    Rule("POST", "/desk/outreach/partners/{partner_id}/contacts", May.WRITE),
    Rule("GET", "/desk/outreach/contacts/{contact_id}", May.WRITE),
    Rule("POST", "/desk/outreach/contacts/{contact_id}", May.WRITE),
    Rule("POST", "/desk/outreach/contacts/{contact_id}/remove", May.WRITE),
    Rule("GET", "/desk/outreach/import", May.WRITE),
    Rule("POST", "/desk/outreach/import", May.WRITE, largest_body=LARGEST_UPLOAD),
    Rule("GET", "/desk/outreach/import/{import_id}", May.WRITE),
    Rule("POST", "/desk/outreach/import/{import_id}", May.WRITE),
    Rule("POST", "/desk/outreach/import/{import_id}/discard", May.WRITE),
    Rule("GET", "/desk/outreach/import/{import_id}/refused.csv", May.WRITE),
    Rule("GET", "/desk/outreach/mailings", May.READ),
    Rule("GET", "/desk/outreach/mailings/new", May.WRITE),
    Rule("POST", "/desk/outreach/mailings", May.WRITE),
    Rule("GET", "/desk/outreach/mailings/{mailing_id}", May.READ),
    Rule("POST", "/desk/outreach/mailings/{mailing_id}", May.WRITE),
    Rule("GET", "/desk/outreach/mailings/{mailing_id}/text", May.WRITE),
    Rule("GET", "/desk/outreach/mailings/{mailing_id}/preview", May.READ),
    Rule("POST", "/desk/outreach/mailings/{mailing_id}/test", May.WRITE),
    Rule("POST", "/desk/outreach/mailings/{mailing_id}/attachments", May.WRITE, largest_body=LARGEST_UPLOAD),
    Rule("POST", "/desk/outreach/mailings/{mailing_id}/attachments/{attachment_id}/remove", May.WRITE),
    Rule("POST", "/desk/outreach/mailings/{mailing_id}/approve", May.SEND),
    Rule("POST", "/desk/outreach/mailings/{mailing_id}/send", May.SEND),
    Rule("POST", "/desk/outreach/mailings/{mailing_id}/pause", May.SEND),
    Rule("POST", "/desk/outreach/mailings/{mailing_id}/resume", May.SEND),
    Rule("POST", "/desk/outreach/mailings/{mailing_id}/cancel", May.SEND),
    Rule("POST", "/desk/outreach/mailings/{mailing_id}/unknown", May.SEND),
    Rule("GET", "/desk/outreach/mailings/{mailing_id}/recipients", May.READ),
)


LETTERS = (
    Rule("GET", "/desk/letters", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/letters", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/letters/{kind}/{office}", May.READ),
    Rule("POST", "/desk/campaigns/{slug}/letters/{kind}/{office}", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/letters/{kind}/{office}/preview", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/letters/{kind}/{office}/pdf", May.READ),
    Rule("POST", "/desk/campaigns/{slug}/letters/{kind}/{office}/file", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/letters/{kind}/{office}/address", May.WRITE),
    Rule("GET", "/campaigns/{slug}/letters", Who.ANYONE),
    Rule("GET", "/campaigns/{slug}/letters/{letter}", Who.ANYONE),
    Rule("POST", "/campaigns/{slug}/letters/{letter}/pdf", Who.ANYONE),
)

RULES = FOUNDATION + CAMPAIGNS + PARTNER_MAILINGS + DOSSIERS + PETITIONS + OUTREACH + LETTERS
