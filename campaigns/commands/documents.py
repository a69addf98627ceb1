"""`letter` and `dossier`: a PDF from the command line."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from sqlmodel import Session

from campaigns.commands.opening import campaign_named, opened, where_called
from campaigns.dossiers.contents import gather_contents, print_dossier
from campaigns.dossiers.models import Profile
from campaigns.dossiers.queries import highest_edition
from campaigns.files.explain import nearest
from campaigns.letters.access import saved_letter
from campaigns.letters.kinds import LetterKind, languages_of
from campaigns.letters.render import name_of_file
from campaigns.letters.whom import may_go_to
from campaigns.letters.writing import offices_to_write_to, write_letter
from campaigns.models.campaign import Campaign
from foundation.errors import BadInput
from foundation.files import read
from foundation.web.tongues import TONGUES


def letter(options: Namespace) -> None:
    """One letter to one office, or with --all one to each addressee of the campaign, in a folder."""
    _known_language(options.language)
    kind = _kind(options.kind)
    if options.language not in languages_of(kind):
        raise BadInput(NOT_IN_IT, kind=kind, languages=", ".join(languages_of(kind)))
    target = where_called(options.output)
    with opened() as (settings, database), database.reading() as session:
        files_dir = settings.effective_files_dir
        campaign = campaign_named(session, options.campaign)
        offices = offices_to_write_to(session, campaign=campaign, kind=kind)
        if not offices:
            raise BadInput(NOBODY, kind=kind)
        if not options.all:
            chosen = options.to or (offices[0] if len(offices) == 1 or kind.declared.open_to else "")
            if not chosen:
                raise BadInput("Say to whom with --to: %(offices)s; or --all.", offices=", ".join(offices))
            if not may_go_to(session, campaign=campaign, kind=kind, office_id=chosen):
                raise _unknown(chosen, offices, NO_ADDRESSEE)
            _write(session, campaign, kind, chosen, options.language, target, files_dir)
            return
        target.mkdir(parents=True, exist_ok=True)
        for office in offices:
            path = target / name_of_file(campaign.slug, kind, office, options.language)
            _write(session, campaign, kind, office, options.language, path, files_dir)


NO_KIND = "There is no kind of letter %(word)s.%(perhaps)s The kinds are: %(known)s."
NO_ADDRESSEE = "Letters of this kind do not go to %(word)s in this campaign.%(perhaps)s They go to: %(known)s."
NOT_IN_IT = "A letter of the kind %(kind)s is written in: %(languages)s."
NOBODY = "This campaign names nobody to whom a letter of the kind %(kind)s could go."


def _kind(typed: str) -> LetterKind:
    word = typed.strip().lower().replace("-", "_")
    if word not in list(LetterKind):
        raise _unknown(typed, list(LetterKind), NO_KIND, like=word)
    return LetterKind(word)


def _unknown(typed: str, known: Sequence[str], words: str, *, like: str = "") -> BadInput:
    near = nearest(like or typed, list(known))
    perhaps = f" Is {near} meant?" if near else ""
    return BadInput(words, word=typed, perhaps=perhaps, known=", ".join(known))


def _write(
    session: Session, campaign: Campaign, kind: LetterKind, office: str, language: str, path: Path, files_dir: Path
) -> None:
    """An approved letter to the last byte as it was approved; another as it stands now."""
    saved = saved_letter(session, campaign_id=campaign.id, kind=kind, office_id=office, language=language)
    if saved is not None and saved.state.is_approved and saved.file_sha256:
        content, pages, what = read(files_dir, saved.file_sha256), saved.pages or 1, ", as it was approved"
    else:
        pdf = write_letter(session, campaign=campaign, kind=kind, office=office, language=language)
        content, pages, what = pdf.content, pdf.pages, ""
    path.write_bytes(content)
    print(f"{path.name}: {pages} page{'s' if pages > 1 else ''}{what}")


def dossier(options: Namespace) -> None:
    """An edition as it would be made now; nothing is filed."""
    _known_language(options.language)
    if options.profile not in list(Profile):
        raise BadInput("There is no profile %(profile)s; there is: public.", profile=options.profile)
    with opened() as (settings, database):
        with database.reading() as session:
            campaign = campaign_named(session, options.campaign)
            profile = Profile(options.profile)
            newest = highest_edition(session, campaign_id=campaign.id, language=options.language, profile=profile)
            contents = gather_contents(
                session,
                campaign,
                language=options.language,
                edition=max(newest, 1),
                profile=profile,
                base_url=settings.effective_base_url,
            )
        pdf = print_dossier(contents, files_dir=settings.effective_files_dir)
    where_called(options.output).write_bytes(pdf.content)
    print(f"{options.output}: {pdf.pages} pages")


def _known_language(language: str) -> None:
    if language not in TONGUES:
        raise BadInput("The language is one of: %(languages)s.", languages=", ".join(TONGUES))
