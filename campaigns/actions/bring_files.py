"""Takes files out of a campaign file. What comes from outside is checked as any upload is."""

from pathlib import Path

from sqlmodel import Session, col, select

from campaigns.files.kept_files import KeptFile, kept_files
from campaigns.files.schema import CampaignFile
from campaigns.models.campaign import Campaign
from campaigns.outcomes.models import Evidence
from campaigns.updates.models import Update, UpdatePicture
from foundation.files import FileKind, store
from foundation.pdf_uploads import MEDIA_TYPE, check_pdf, without_traces
from foundation.picture_uploads import Picture, as_drawn


class FilesOfCampaign:
    """`taken` gives a file that a part names: one that the campaign had already, or the bytes of the campaign file.
    `known` is what the campaign itself has, so that nobody gets at files of others by their hash.
    """

    def __init__(self, session: Session, file: CampaignFile, known: set[str], files_dir: Path | None) -> None:
        self.session = session
        self.files_dir = files_dir
        self.known = known
        self.contents = {one.file: one for one in file.files}

    def taken(self, part: KeptFile) -> tuple[str, Picture] | None:
        """Its hash, with size and kind; None when nobody has it. A PDF has no width. Raises BadInput, worded."""
        if part.file in self.known:
            width, height = getattr(part, "width", 0), getattr(part, "height", 0)
            return part.file, Picture(b"", part.media_type, width, height)
        content = self.contents.get(part.file)
        if content is None or self.files_dir is None:
            return None
        kept = _checked(content.content_bytes)
        stored = store(self.session, self.files_dir, kept.content, media_type=kept.media_type, kind=FileKind.UPLOADED)
        return stored.sha256, kept


def known_files(session: Session, campaign: Campaign) -> set[str]:
    """Hashes of the pictures and the evidence of a campaign."""
    pictures = select(UpdatePicture.sha256).join(Update).where(Update.campaign_id == campaign.id)
    evidence = select(Evidence.sha256).where(col(Evidence.campaign_id) == campaign.id)
    return {*session.exec(pictures), *session.exec(evidence)}


def lacking_files(file: CampaignFile, known: set[str]) -> int:
    """How many files are only named: they are neither in the campaign file nor here."""
    held = known | {one.file for one in file.files}
    return len({one.file for one in kept_files(file)} - held)


def _checked(content: bytes) -> Picture:
    if content.startswith(b"%PDF-"):
        check_pdf(content)
        return Picture(without_traces(content), MEDIA_TYPE, 0, 0)
    return as_drawn(content)
