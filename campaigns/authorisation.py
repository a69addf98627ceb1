"""The authorisation table: every route of the product and who may call it. A route that is not listed here fails
the start.
"""

from campaigns.models.campaign import CampaignKind
from campaigns.offices.proposals import PARTS
from campaigns.procedures.parts import KINDS
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
    Rule("GET", "/desk/confirm", Who.HALF_SIGNED_IN),
    Rule("POST", "/desk/confirm", Who.HALF_SIGNED_IN),
    Rule("GET", "/desk/sign-in/second", Who.HALF_SIGNED_IN),
    Rule("POST", "/desk/sign-in/second", Who.HALF_SIGNED_IN),
    Rule("POST", "/desk/sign-in/second/key", Who.HALF_SIGNED_IN),
    Rule("GET", "/desk/second-factor", Who.HALF_SIGNED_IN, asks_password=True),
    Rule("POST", "/desk/second-factor/app", Who.HALF_SIGNED_IN),
    Rule("POST", "/desk/second-factor/key", Who.HALF_SIGNED_IN),
    Rule("GET", "/invitation/{token}", Who.LINK),
    Rule("POST", "/invitation/{token}", Who.LINK),
    Rule("GET", "/desk/settings", Who.SIGNED_IN),
    Rule("POST", "/desk/settings/letterhead", May.MANAGE),
    Rule("POST", "/desk/settings/password", Who.SIGNED_IN),
    Rule("GET", "/desk/settings/security", Who.SIGNED_IN),
    Rule("POST", "/desk/settings/security/factors/{factor_id}/remove", Who.SIGNED_IN, asks_password=True),
    Rule("POST", "/desk/settings/security/recovery-codes", Who.SIGNED_IN, asks_password=True),
    Rule("POST", "/desk/settings/security/sessions/{session_id}/end", Who.SIGNED_IN),
    Rule("POST", "/desk/settings/security/end-others", Who.SIGNED_IN),
    Rule("GET", "/desk/settings/people", May.READ),
    Rule("POST", "/desk/settings/people/invitations", May.MANAGE, asks_password=True),
    Rule("POST", "/desk/settings/people/invitations/{invitation_id}/withdraw", May.MANAGE),
    Rule("POST", "/desk/settings/people/grants", May.MANAGE, asks_password=True),
    Rule("POST", "/desk/settings/people/grants/{grant_id}/end", May.MANAGE),
    Rule("POST", "/desk/settings/people/leave", Who.SIGNED_IN),
    Rule("GET", "/desk/settings/people/{organiser_id}", May.MANAGE, asks_password=True),
    Rule("POST", "/desk/settings/people/{organiser_id}/role", May.MANAGE, asks_password=True),
    Rule("POST", "/desk/settings/people/{organiser_id}/hand-over", May.MANAGE, asks_password=True),
    Rule("POST", "/desk/settings/people/{organiser_id}/suspend", May.MANAGE),
    Rule("POST", "/desk/settings/people/{organiser_id}/restore", May.MANAGE, asks_password=True),
    Rule("POST", "/desk/settings/people/{organiser_id}/remove", May.MANAGE),
    Rule("POST", "/desk/settings/people/{organiser_id}/take-factors-away", May.MANAGE, asks_password=True),
    Rule("GET", "/desk/settings/trail", May.READ),
    Rule("POST", "/desk/settings/trail/names", May.MANAGE),
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
    Rule("GET", "/", Who.ANYONE, copied=()),
    Rule("GET", "/campaigns/{slug}", Who.ANYONE, copied=()),
    Rule("GET", "/desk", May.READ),
    Rule("GET", "/desk/campaigns", May.READ),
    Rule("GET", "/desk/campaigns/new", May.WRITE),
    *(Rule(method, f"/desk/campaigns/new/{kind}", May.WRITE) for kind in CampaignKind for method in ("GET", "POST")),
    Rule("GET", "/desk/campaigns/{slug}", May.READ),
    Rule("POST", "/desk/campaigns/{slug}/submit", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/return", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/publish", May.PUBLISH),
    Rule("POST", "/desk/campaigns/{slug}/pause", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/resume", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/close", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/reopen", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/archive", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/unarchive", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/publish-alone", May.PUBLISH),
    Rule("POST", "/desk/campaigns/{slug}/reviewed", May.PUBLISH),
    Rule("GET", "/desk/campaigns/{slug}/launch", May.WRITE),
    *(Rule("POST", f"/desk/campaigns/{{slug}}/launch/{kind}", May.WRITE) for kind in CampaignKind),
    Rule("GET", "/desk/campaigns/{slug}/appeal", May.READ),
    Rule("GET", "/desk/stock", May.READ),
    Rule("GET", "/desk/stock/sentence", May.READ),
    Rule("POST", "/desk/stock/correct", May.WRITE),
    Rule("POST", "/desk/stock/checked", May.WRITE),
    Rule("POST", "/desk/stock/undo", May.WRITE),
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
    Rule("POST", "/desk/campaigns/{slug}/demands/{demand_id}/states", May.WRITE, largest_body=LARGEST_UPLOAD),
    Rule("POST", "/desk/campaigns/{slug}/demands/{demand_id}/states/undo", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/outcome", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/evidence/{evidence_id}", May.READ),
    Rule("GET", "/campaigns/{slug}/outcome", Who.ANYONE, copied=()),
    Rule("GET", "/campaigns/{slug}/evidence/{evidence_id}", Who.ANYONE),
)

UPDATES = (
    Rule("GET", "/campaigns/{slug}/updates", Who.ANYONE, copied=()),
    Rule("GET", "/campaigns/{slug}/updates.atom", Who.ANYONE, copied=()),
    Rule("GET", "/campaigns/{slug}/updates/{number}", Who.ANYONE, copied=()),
    Rule("GET", "/campaigns/{slug}/updates/{number}/pictures/{picture_id}", Who.ANYONE),
    Rule("GET", "/desk/campaigns/{slug}/updates", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/updates/new", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/updates/new", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/updates/{update_id}", May.READ),
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}/checked", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}/submit", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}/return", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}/publish", May.PUBLISH),
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}/publish-alone", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}/reviewed", May.PUBLISH),
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}/take-back", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}/put-back", May.PUBLISH),
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}/pictures", May.WRITE, largest_body=LARGEST_UPLOAD),
    Rule("GET", "/desk/campaigns/{slug}/updates/{update_id}/pictures/{picture_id}", May.READ),
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}/pictures/{picture_id}", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}/pictures/{picture_id}/remove", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/updates/{update_id}/mail", May.READ),
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}/mail", May.SEND),
    Rule("GET", "/desk/campaigns/{slug}/updates/{update_id}/mail/preview", May.READ),
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}/mail/approve", May.SEND),
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}/mail/send", May.SEND),
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}/mail/pause", May.SEND),
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}/mail/resume", May.SEND),
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}/mail/cancel", May.SEND),
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}/mail/unknown", May.SEND),
)

PUBLISHING = (
    Rule("GET", "/verify", Who.ANYONE),
    Rule("POST", "/verify", Who.ANYONE, largest_body=LARGEST_UPLOAD),
    Rule("GET", "/desk/campaigns/{slug}/preview", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/preview/page", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/preview/petition", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/preview/mail", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/risks", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/risks", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/versions", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/versions/{version_id}", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/versions/{version_id}", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/unpublish", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/unpublish", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/unpublish/end", May.PUBLISH),
)

PROCEDURES = (
    Rule("GET", "/campaigns/{slug}/procedures/{key}", Who.ANYONE, copied=()),
    Rule("GET", "/desk/campaigns/{slug}/procedures", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/procedures/new", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/procedures/new", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/procedures/{procedure_id}", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/procedures/{procedure_id}/edit", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/procedures/{procedure_id}/edit", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/procedures/{procedure_id}/remove", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/procedures/{procedure_id}/undo", May.WRITE),
    *(
        Rule(method, f"/desk/campaigns/{{slug}}/procedures/{{procedure_id}}/{kind.name}/{end}", May.WRITE)
        for kind in KINDS
        for method, end in (
            ("GET", "new"),
            ("POST", "new"),
            ("GET", f"{{{kind.row}}}"),
            ("POST", f"{{{kind.row}}}"),
            ("POST", f"{{{kind.row}}}/remove"),
        )
    ),
)

DIRECTORY = (
    Rule("GET", "/desk/directory", May.READ),
    Rule("GET", "/desk/directory/export", May.READ),
    Rule("GET", "/desk/directory/import", May.WRITE),
    Rule("POST", "/desk/directory/import", May.WRITE, largest_body=LARGEST_UPLOAD),
    Rule("GET", "/desk/directory/new", May.WRITE),
    Rule("POST", "/desk/directory/new", May.WRITE),
    Rule("GET", "/desk/directory/proposals", May.READ),
    Rule("POST", "/desk/directory/proposals/{change_id}/accept", May.PUBLISH),
    Rule("POST", "/desk/directory/proposals/{change_id}/accept-file", May.PUBLISH),
    Rule("POST", "/desk/directory/proposals/{change_id}/decline", May.PUBLISH),
    Rule("POST", "/desk/directory/proposals/{change_id}/withdraw", May.WRITE),
    Rule("GET", "/desk/directory/offices/{office}", May.READ),
    Rule("POST", "/desk/directory/offices/{office}/undo", May.PUBLISH),
    *(
        Rule(method, f"/desk/directory/offices/{{office}}/{part}", May.WRITE)
        for part in PARTS
        for method in ("GET", "POST")
    ),
)

LARGEST_SHEET = 1024 * 1024
"""A page of translations: twenty texts, each letter of which may take six bytes on its way."""

TRANSLATING = (
    Rule("GET", "/desk/campaigns/{slug}/translate", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/translate/{language}", May.TRANSLATE),
    Rule("POST", "/desk/campaigns/{slug}/translate/{language}", May.TRANSLATE, largest_body=LARGEST_SHEET),
    Rule("POST", "/desk/campaigns/{slug}/translators", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/translators/{link_id}/end", May.WRITE),
    Rule("GET", "/translate/{token}", Who.LINK),
    Rule("POST", "/translate/{token}", Who.LINK, largest_body=LARGEST_SHEET),
)

CAMPAIGN_PEOPLE = (
    Rule("GET", "/desk/campaigns/{slug}/people", May.MANAGE, asks_password=True),
    Rule("POST", "/desk/campaigns/{slug}/people", May.MANAGE, asks_password=True),
    Rule("POST", "/desk/campaigns/{slug}/people/organisations", May.MANAGE, asks_password=True),
    Rule("POST", "/desk/campaigns/{slug}/people/invitations", May.MANAGE, asks_password=True),
    Rule("POST", "/desk/campaigns/{slug}/people/invitations/{invitation_id}/withdraw", May.MANAGE),
    Rule("POST", "/desk/campaigns/{slug}/people/grants/{grant_id}/end", May.MANAGE),
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
    Rule("GET", "/desk/campaigns/{slug}/dossiers/{dossier_id}/annex.pdf", May.WRITE),
)

PETITIONS = (
    Rule("GET", "/petitions/{slug}", Who.ANYONE, copied=("via",)),
    Rule("POST", "/petitions/{slug}/signatures", Who.ANYONE),
    Rule("GET", "/petitions/{slug}/challenge", Who.ANYONE),
    Rule("GET", "/petitions/{slug}/check-your-mail", Who.ANYONE),
    Rule("GET", "/petitions/{slug}/signatories", Who.ANYONE, copied=("after",)),
    Rule("GET", "/petitions/{slug}/figures", Who.ANYONE, copied=()),
    Rule("GET", "/petitions/{slug}/figures.json", Who.ANYONE, copied=()),
    Rule("GET", "/petitions/{slug}/count.json", Who.ANYONE, copied=()),
    Rule("GET", "/petitions/{slug}/embed", Who.ANYONE, copied=("via",)),
    Rule("GET", "/petitions/{slug}/sheet.pdf", Who.ANYONE),
    Rule("GET", "/petitions/{slug}/poster.pdf", Who.ANYONE),
    Rule("GET", "/petitions/{slug}/picture.png", Who.ANYONE),
    Rule("GET", "/oembed", Who.ANYONE),
    Rule("GET", "/confirm/{token}", Who.LINK),
    Rule("POST", "/confirm/{token}", Who.LINK),
    Rule("GET", "/withdraw/{token}", Who.LINK),
    Rule("POST", "/withdraw/{token}", Who.LINK),
    Rule("GET", "/not-me/{token}", Who.LINK),
    Rule("POST", "/not-me/{token}", Who.LINK),
    Rule("GET", "/petitions/{slug}/my-data", Who.ANYONE),
    Rule("POST", "/petitions/{slug}/my-data", Who.ANYONE),
    Rule("GET", "/petitions/{slug}/my-data/asked", Who.ANYONE),
    Rule("GET", "/my-data/{token}", Who.LINK),
    Rule("GET", "/my-data/{token}/data.json", Who.LINK),
    Rule("POST", "/my-data/{token}", Who.LINK),
    Rule("POST", "/my-data/{token}/address", Who.LINK),
    Rule("POST", "/my-data/{token}/erase", Who.LINK),
    Rule("GET", "/desk/petitions", May.READ),
    Rule("GET", "/desk/petitions/{slug}", May.READ),
    Rule("POST", "/desk/petitions/{slug}/goal", May.WRITE),
    Rule("GET", "/desk/petitions/{slug}/figures", May.READ),
    Rule("POST", "/desk/petitions/{slug}/figures/group", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/figures/names", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/figures/look-again", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/figures/recount", May.WRITE),
    Rule("GET", "/desk/petitions/{slug}/quarantine", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/quarantine/{reference}/release", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/quarantine/{reference}/keep", May.WRITE),
    Rule("GET", "/desk/petitions/{slug}/rules", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/rules", May.WRITE),
    Rule("GET", "/desk/petitions/{slug}/rules/{rule_id}", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/rules/{rule_id}/run", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/rules/{rule_id}/cancel", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/rules/{rule_id}/undo", May.WRITE),
    Rule("GET", "/desk/petitions/{slug}/safety", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/safety", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/safety/allow", May.WRITE),
    Rule("GET", "/desk/petitions/{slug}/spread", May.READ),
    Rule("POST", "/desk/petitions/{slug}/embed-sites", May.WRITE),
    Rule("GET", "/desk/petitions/{slug}/paper", May.READ),
    Rule("POST", "/desk/petitions/{slug}/paper", May.WRITE, largest_body=LARGEST_UPLOAD),
    Rule("GET", "/desk/petitions/{slug}/paper/{batch_id}", May.READ),
    Rule("POST", "/desk/petitions/{slug}/paper/{batch_id}/recount", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/paper/{batch_id}/correct", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/paper/{batch_id}/withdraw", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/paper/{batch_id}/restore", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/paper/{batch_id}/scan", May.WRITE, largest_body=LARGEST_UPLOAD),
    Rule("POST", "/desk/petitions/{slug}/paper/{batch_id}/scan/open", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/paper/{batch_id}/scan/remove", May.WRITE),
    Rule("GET", "/desk/petitions/{slug}/signatures", May.READ),
    Rule("GET", "/desk/petitions/{slug}/data", May.READ),
    Rule("GET", "/desk/petitions/{slug}/find", May.MANAGE),
    Rule("POST", "/desk/petitions/{slug}/find", May.MANAGE),
    Rule("GET", "/desk/petitions/{slug}/write-again", May.MANAGE),
    Rule("POST", "/desk/petitions/{slug}/write-again", May.MANAGE),
    Rule("GET", "/desk/petitions/{slug}/export", May.WRITE),
    Rule("POST", "/desk/petitions/{slug}/export", May.WRITE),
    Rule("GET", "/desk/petitions/{slug}/partner-news", May.MANAGE),
    Rule("POST", "/desk/petitions/{slug}/partner-news", May.MANAGE),
    Rule("POST", "/desk/petitions/{slug}/keeping", May.MANAGE),
    Rule("POST", "/desk/petitions/{slug}/risk", May.MANAGE),
    Rule("GET", "/desk/general-list", May.READ),
    Rule("POST", "/desk/general-list/{organisation_id}/export", May.MANAGE),
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

RULES = (
    FOUNDATION
    + CAMPAIGNS
    + TRANSLATING
    + PUBLISHING
    + UPDATES
    + DIRECTORY
    + PROCEDURES
    + CAMPAIGN_PEOPLE
    + PARTNER_MAILINGS
    + DOSSIERS
    + PETITIONS
    + OUTREACH
    + LETTERS
)
