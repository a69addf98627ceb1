"""What is called how in the audit trail, of what is done with signers' data."""

from foundation.accounts.acts import name_acts, name_things
from foundation.accounts.trail.forgetting import FORGOTTEN
from foundation.web.language import mark

name_acts(
    {
        "petition.anonymised": mark("names and addresses were deleted"),
        FORGOTTEN: mark("reasons that may name somebody were deleted"),
        "petition.kept_shorter": mark("shortened how long names are kept"),
        "petition.risk_raised": mark("marked a petition as high risk"),
        "petition.risk_lowered": mark("took the mark of high risk away"),
        "petition.mail_allowed_again": mark("let mail go to an address again"),
        "signatures.searched": mark("looked for a signer"),
        "signatures.exported": mark("exported signatures"),
        "partner_news.exported": mark("took out the addresses of those who agreed to hear from a partner"),
        "list.exported": mark("exported the general mailing list"),
    }
)
name_things({"general-list": (mark("general mailing list"), "/desk/general-list")})
