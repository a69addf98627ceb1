"""Takes files out of a campaign file. What comes from outside is checked as any upload is."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlmodel import Session, col, select

from campaigns.faces.actions import MOST_PORTRAITS
from campaigns.faces.words import TOO_MANY_PORTRAITS
from campaigns.files.kept_files import KeptFile, kept_files
from campaigns.files.news_parts import EvidencePart
from campaigns.files.parts import PortraitPart
from campaigns.files.problems import FileProblem
from campaigns.files.schema import CampaignFile
from campaigns.files.yaml_tree import YamlTree
from campaigns.models.campaign import Campaign
from campaigns.models.portrait import Portrait
from campaigns.outcomes.models import Evidence
from campaigns.updates.models import Update, UpdatePicture
from foundation.errors import BadInput
from foundation.files import FileKind, store
from foundation.pdf_uploads import MEDIA_TYPE, check_pdf, without_traces
from foundation.picture_uploads import JPEG, LONGEST_SIDE_OF_A_PORTRAIT, Picture, as_drawn, drawn_as_portrait


class FilesOfCampaign:
    """`taken` gives a file that a part names: one that the campaign had already, or the bytes of the campaign file.
    `known` is what the campaign itself has, so that nobody gets at files of others by their hash.
    """

    def __init__(
        self, session: Session, file: CampaignFile, known: Mapping[str, Picture], files_dir: Path | None
    ) -> None:
        self.session = session
        self.files_dir = files_dir
        self.known = known
        self.file = file
        self.contents = {one.file: one for one in file.files}

    def problems(self, tree: YamlTree) -> list[FileProblem]:
        """What keeps its files from being taken, each where it stands, found before anything is written: a look at a
        campaign file says what taking it would say. What is no file of its hash was told when it was read."""
        places = {one.file: tree.place_of(("files", number)) for number, one in enumerate(self.file.files)}
        found = too_many_portraits(self.file, tree)
        for part in {one.file: one for one in kept_files(self.file)}.values():
            content = self.contents.get(part.file)
            if content is None or part.file in self.known:
                continue
            try:
                _checked(part, content.content_bytes)
            except BadInput as refusal:
                found.append(FileProblem(*places[part.file], refusal.words, refusal.values))
        return found

    def taken(self, part: KeptFile) -> tuple[str, Picture] | None:
        """Its hash, with size and kind; None when nobody has it. A PDF has no width. Raises BadInput, worded."""
        here = self.known.get(part.file)
        if here is not None and _suits(part, here):
            return part.file, here
        content = self.contents.get(part.file)
        if content is None or self.files_dir is None:
            return None
        kept = _checked(part, content.content_bytes)
        stored = store(self.session, self.files_dir, kept.content, media_type=kept.media_type, kind=FileKind.UPLOADED)
        return stored.sha256, kept


def too_many_portraits(file: CampaignFile, tree: YamlTree) -> list[FileProblem]:
    with_portrait = [number for number, case in enumerate(file.cases) if case.portrait is not None]
    if len(with_portrait) <= MOST_PORTRAITS:
        return []
    place = tree.place_of(("cases", with_portrait[MOST_PORTRAITS], "portrait"))
    return [FileProblem(*place, TOO_MANY_PORTRAITS, {"most": MOST_PORTRAITS})]


def known_files(session: Session, campaign: Campaign) -> dict[str, Picture]:
    """The evidence, the pictures and the portraits of a campaign by their hash, without their bytes."""
    evidence = select(Evidence).where(col(Evidence.campaign_id) == campaign.id)
    pictures = select(UpdatePicture).join(Update).where(Update.campaign_id == campaign.id)
    portraits = select(Portrait).where(Portrait.campaign_id == campaign.id)
    return {
        **{row.sha256: Picture(b"", row.media_type, 0, 0) for row in session.exec(evidence)},
        **{row.sha256: Picture(b"", row.media_type, row.width, row.height) for row in session.exec(pictures)},
        **{row.sha256: Picture(b"", JPEG, row.width, row.height) for row in session.exec(portraits)},
    }


def lacking_files(file: CampaignFile, known: Iterable[str]) -> int:
    """How many files are only named: they are neither in the campaign file nor here."""
    held = {*known} | {one.file for one in file.files}
    return len({one.file for one in kept_files(file)} - held)


def _suits(part: KeptFile, here: Picture) -> bool:
    """One that is here as something else is not a picture of news for that, nor small enough for a portrait."""
    if isinstance(part, PortraitPart):
        return here.media_type == JPEG and 0 < max(here.width, here.height) <= LONGEST_SIDE_OF_A_PORTRAIT
    return here.width > 0 or isinstance(part, EvidencePart)


def _checked(part: KeptFile, content: bytes) -> Picture:
    if isinstance(part, PortraitPart):
        return drawn_as_portrait(content)
    if isinstance(part, EvidencePart) and content.startswith(b"%PDF-"):
        check_pdf(content)
        return Picture(without_traces(content), MEDIA_TYPE, 0, 0)
    return as_drawn(content)
