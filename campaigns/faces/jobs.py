"""What nobody put back in time is forgotten."""

from campaigns.faces.actions import forget_removed_portraits
from foundation.database import Database
from foundation.jobs import job
from foundation.mail.setup import mail_setup


@job("campaigns.forget_removed_faces", every="53 2 * * *")
def forget_removed(database: Database) -> None:
    with database.writing() as session:
        forget_removed_portraits(session, files_dir=mail_setup().files_dir)
