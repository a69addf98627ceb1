"""Making an edition: read, lay out with no transaction open, file it by its hash."""

from campaigns.dossiers.actions import give_up, settle
from campaigns.dossiers.contents import gather_contents, print_annex, print_dossier
from campaigns.dossiers.models import Dossier
from campaigns.models.campaign import Campaign
from foundation.database import Database
from foundation.errors import AppError
from foundation.files import store
from foundation.jobs import Queue, job
from foundation.mail.setup import mail_setup
from foundation.pdf import Pdf


@job("dossiers.build_edition", queue=Queue.SLOW)
def build_edition(database: Database, *, dossier_id: int) -> None:
    with database.reading() as session:
        dossier = session.get(Dossier, dossier_id)
        if dossier is None or dossier.state.is_settled:
            return
        campaign = session.get_one(Campaign, dossier.campaign_id)
        contents = gather_contents(
            session,
            campaign,
            language=dossier.language,
            edition=dossier.edition,
            profile=dossier.profile,
            base_url=mail_setup().base_url,
        )
    try:
        annex = print_annex(contents)
        annex_sha256 = _keep(database, annex) if annex else None
        printed = print_dossier(contents, annex_sha256=annex_sha256 or "")
    except AppError as refusal:
        with database.writing() as session:
            give_up(session, dossier_id=dossier_id, problem=refusal.words)
        return
    file_sha256 = _keep(database, printed)
    with database.writing() as session:
        settle(
            session,
            dossier_id=dossier_id,
            file_sha256=file_sha256,
            annex_sha256=annex_sha256,
            facts_version=campaign.version,
            gathered_from=campaign.updated_at,
        )


def _keep(database: Database, pdf: Pdf) -> str:
    with database.writing() as session:
        return store(session, mail_setup().files_dir, pdf.content, media_type="application/pdf", pages=pdf.pages).sha256
