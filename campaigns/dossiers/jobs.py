"""Making an edition: read, lay out with no transaction open, file it by its hash. Taking names out of old ones."""

from sqlmodel import Session, col, select

from campaigns.dossiers.actions import drop_annex, give_up, settle
from campaigns.dossiers.contents import fingerprint, gather_contents, print_annex, print_dossier, signatories
from campaigns.dossiers.models import Dossier
from campaigns.models.campaign import Campaign
from foundation.database import Database
from foundation.errors import AppError
from foundation.files import discard, store
from foundation.jobs import Queue, job
from foundation.mail.setup import mail_setup
from foundation.pdf import Pdf
from foundation.web.language import mark

OFF_THE_SITE = mark("The names were taken off the site. Another edition is made when they are back.")


@job("dossiers.build_edition", queue=Queue.SLOW)
def build_edition(database: Database, *, dossier_id: int) -> None:
    with database.reading() as session:
        dossier = session.get(Dossier, dossier_id)
        if dossier is None or dossier.state.is_settled:
            return
        campaign = session.get_one(Campaign, dossier.campaign_id)
        is_off = campaign.unpublished is not None
    if is_off:
        with database.writing() as session:
            give_up(session, dossier_id=dossier_id, problem=OFF_THE_SITE)
        return
    with database.reading() as session:
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
        printed = print_dossier(contents, annex_sha256=annex_sha256 or "", files_dir=mail_setup().files_dir)
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
            annex_names=fingerprint(contents.signatories),
            annex_until=contents.named_until,
            facts_version=campaign.version,
            gathered_from=campaign.updated_at,
        )


@job("dossiers.forget_names", queue=Queue.SLOW, every="17 2 * * *")
def forget_names(database: Database) -> None:
    """Whoever withdrew, was erased or chose to be shown otherwise leaves the annexes of all editions within a day."""
    with database.reading() as session:
        with_annex = session.exec(select(Dossier.id).where(col(Dossier.annex_sha256).is_not(None))).all()
    for dossier_id in with_annex:
        with database.writing() as session:
            dossier = session.get(Dossier, dossier_id)
            if dossier is not None and dossier.annex_sha256 is not None and not _still_true(session, dossier):
                sha256 = dossier.annex_sha256
                drop_annex(session, dossier=dossier)
                session.flush()
                if session.exec(select(Dossier.id).where(Dossier.annex_sha256 == sha256)).first() is None:
                    discard(session, mail_setup().files_dir, sha256)


def _still_true(session: Session, dossier: Dossier) -> bool:
    """Whether the list would be the same today, but for those who have signed since."""
    if dossier.annex_until is None:
        return False
    campaign = session.get_one(Campaign, dossier.campaign_id)
    return dossier.annex_names == fingerprint(signatories(session, campaign, until=dossier.annex_until))


def _keep(database: Database, pdf: Pdf) -> str:
    with database.writing() as session:
        return store(session, mail_setup().files_dir, pdf.content, media_type="application/pdf", pages=pdf.pages).sha256
