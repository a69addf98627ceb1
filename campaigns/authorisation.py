"""The authorisation table: every route of the product and who may call it. A route that is not listed here fails
the start.
"""

from campaigns.authorised.deliveries import DELIVERIES
from campaigns.authorised.foundation import FOUNDATION
from campaigns.authorised.letters import FINISHED_LETTERS, LETTER_TEMPLATES
from campaigns.authorised.outreach import OUTREACH
from campaigns.authorised.petitions import PETITIONS
from campaigns.authorised.runs import RUNS_AND_KITS
from campaigns.models.campaign import CampaignKind
from campaigns.offices.proposals import PARTS
from campaigns.procedures.parts import KINDS
from foundation.accounts.roles import May
from foundation.web.authorisation import LARGEST_UPLOAD, Rule, Who
from foundation.web.language import PAPER_LANGUAGES

CAMPAIGNS = (
    Rule("GET", "/", Who.ANYONE, copied=(), wider=PAPER_LANGUAGES),
    Rule("GET", "/campaigns/{slug}", Who.ANYONE, copied=(), wider=PAPER_LANGUAGES),
    Rule("GET", "/desk", May.READ),
    Rule("GET", "/desk/search", May.READ),
    Rule("GET", "/desk/campaigns", May.READ),
    Rule("GET", "/desk/campaigns/new", May.WRITE),
    *(Rule(method, f"/desk/campaigns/new/{kind}", May.WRITE) for kind in CampaignKind for method in ("GET", "POST")),
    Rule("GET", "/desk/campaigns/new/file", May.WRITE),
    Rule("POST", "/desk/campaigns/new/file", May.WRITE, largest_body=LARGEST_UPLOAD),
    Rule("POST", "/desk/campaigns/new/file/take", May.WRITE, largest_body=LARGEST_UPLOAD),
    Rule("GET", "/desk/campaigns/{slug}/file", May.READ),
    Rule("POST", "/desk/campaigns/{slug}/file", May.MANAGE),
    Rule("GET", "/desk/campaigns/{slug}/campaign.yaml", May.READ),
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
    Rule("GET", "/desk/campaigns/{slug}/delete", May.MANAGE),
    Rule("POST", "/desk/campaigns/{slug}/delete", May.MANAGE),
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
    Rule("GET", "/desk/campaigns/{slug}/statuses/{status_id}", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/statuses/{status_id}", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/statuses/{status_id}/remove", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/linked", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/linked", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/linked/{linked_id}", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/linked/{linked_id}/remove", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/cases/{case_id}/portrait", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/cases/{case_id}/portrait", May.WRITE, largest_body=LARGEST_UPLOAD),
    Rule("POST", "/desk/campaigns/{slug}/cases/{case_id}/portrait/remove", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/cases/{case_id}/portrait/put-back", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/faces/{portrait_id}", May.READ),
    Rule("GET", "/campaigns/{slug}/faces/{portrait_id}", Who.ANYONE, copied=()),
    Rule("GET", "/desk/campaigns/{slug}/new-case", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/new-case", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/{facts}/{fact_id}/sources", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/{facts}/{fact_id}/sources", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/{facts}/{fact_id}/sources/{source_id}/remove", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/demands/{demand_id}/concerns", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/demands/{demand_id}/concerns", May.WRITE),
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
    Rule("GET", "/campaigns/{slug}/outcome", Who.ANYONE, copied=(), wider=PAPER_LANGUAGES),
    Rule("GET", "/campaigns/{slug}/evidence/{evidence_id}", Who.ANYONE),
)

UPDATES = (
    Rule("GET", "/campaigns/{slug}/updates", Who.ANYONE, copied=(), wider=PAPER_LANGUAGES),
    Rule("GET", "/campaigns/{slug}/updates.atom", Who.ANYONE, copied=(), wider=PAPER_LANGUAGES),
    Rule("GET", "/campaigns/{slug}/updates/{number}", Who.ANYONE, copied=(), wider=PAPER_LANGUAGES),
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
    Rule("POST", "/desk/campaigns/{slug}/updates/{update_id}/publish-alone", May.PUBLISH),
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
    Rule("GET", "/verify", Who.ANYONE, wider=PAPER_LANGUAGES),
    Rule("POST", "/verify", Who.ANYONE, largest_body=LARGEST_UPLOAD, wider=PAPER_LANGUAGES),
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
    Rule("GET", "/campaigns/{slug}/procedures/{key}", Who.ANYONE, copied=(), wider=PAPER_LANGUAGES),
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
    Rule("POST", "/desk/directory/proposals/{change_id}/alone", May.PUBLISH),
    Rule("POST", "/desk/directory/proposals/{change_id}/looked-at", May.PUBLISH),
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
    Rule("POST", "/desk/campaigns/{slug}/mailings/{mailing_id}/attachments/{attachment_id}/newer", May.WRITE),
)

DOSSIERS = (
    Rule("GET", "/campaigns/{slug}/dossier.pdf", Who.ANYONE, wider=PAPER_LANGUAGES),
    Rule("GET", "/desk/dossiers", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/dossiers", May.READ),
    Rule("POST", "/desk/campaigns/{slug}/dossiers", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/dossiers/{dossier_id}/dossier.pdf", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/dossiers/{dossier_id}/annex.pdf", May.WRITE),
)


LETTERS = (
    Rule("GET", "/desk/letters", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/letters", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/letters/{kind}", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/letters/{kind}/{office}", May.READ),
    Rule("POST", "/desk/campaigns/{slug}/letters/{kind}/{office}", May.WRITE),
    Rule("GET", "/desk/campaigns/{slug}/letters/{kind}/{office}/preview", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/letters/{kind}/{office}/pdf", May.READ),
    Rule("GET", "/desk/campaigns/{slug}/letters/{kind}/{office}/picture.png", May.READ),
    Rule("POST", "/desk/campaigns/{slug}/letters/{kind}/{office}/file", May.WRITE),
    Rule("POST", "/desk/campaigns/{slug}/letters/{kind}/{office}/address", May.WRITE),
    Rule("GET", "/campaigns/{slug}/letters", Who.ANYONE),
    Rule("GET", "/campaigns/{slug}/letters/{letter}", Who.ANYONE),
    Rule("POST", "/campaigns/{slug}/letters/{letter}/pdf", Who.ANYONE),
    Rule("POST", "/campaigns/{slug}/letters/{letter}/text", Who.ANYONE),
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
    + FINISHED_LETTERS
    + LETTER_TEMPLATES
    + RUNS_AND_KITS
    + DELIVERIES
    + OUTREACH
    + LETTERS
)
