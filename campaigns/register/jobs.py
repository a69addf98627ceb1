"""Notes what became of the e-mails to offices."""

import campaigns.register.emails  # noqa: F401  # importing registers what writes the mail
from campaigns.register.actions.mails import settle_mails
from foundation.database import Database
from foundation.jobs import job
from foundation.mail.afterwards import when_emptied
from foundation.mail.models import Stream

when_emptied(Stream.BULK, "campaigns.settle_letters")


@job("campaigns.settle_letters", every="* * * * *", retries=0)
def settle_letters(database: Database) -> None:
    more = 1
    while more:
        with database.writing() as session:
            more = settle_mails(session)
