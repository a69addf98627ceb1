"""Everything that runs outside a request: importing it registers the jobs and what writes the mails of all rooms."""

import campaigns.deliveries.jobs
import campaigns.dossiers.jobs
import campaigns.faces.jobs
import campaigns.news_mail.emails
import campaigns.news_mail.jobs
import campaigns.notices.emails
import campaigns.register.jobs
import campaigns.runs.jobs
import foundation.accounts.emails
import foundation.accounts.trail.jobs
import foundation.file_jobs
import foundation.job_recovery
import foundation.mail.jobs
import outreach.emails
import outreach.jobs
import petitions.emails
import petitions.jobs
from foundation.database import Database
from foundation.job_worker import start_jobs, stop_jobs
from foundation.settings import Settings

__all__ = ["start_worker", "stop_jobs"]


def start_worker(settings: Settings, database: Database, *, consume: bool) -> None:
    """With `consume` this process runs jobs; without, it can only ask for them."""
    start_jobs(settings, database, consume=consume)
