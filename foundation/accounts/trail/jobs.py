"""Work on the audit trail that outlives the request."""

import logging

from foundation.accounts.trail.checkpoints import SpoiledCheckpoints, write_checkpoints
from foundation.database import Database
from foundation.jobs import job
from foundation.mail.setup import mail_setup

_log = logging.getLogger(__name__)


@job("accounts.write_trail_checkpoints", every="*/5 * * * *", retries=0)
def write_trail_checkpoints(database: Database) -> None:
    try:
        with database.reading() as session:
            write_checkpoints(session, mail_setup().files_dir)
    except SpoiledCheckpoints:
        _log.error("the checkpoints of the audit trail were changed: ./solidarity doctor says more")
