"""`letter` and `dossier`: a PDF from the command line."""

from argparse import Namespace
from pathlib import Path

from sqlmodel import Session

from campaigns.commands.opening import campaign_named, opened, where_called
from campaigns.dossiers.contents import gather_contents, print_dossier
from campaigns.dossiers.models import Profile
from campaigns.dossiers.queries import highest_edition
from campaigns.letters.kinds import LetterKind
from campaigns.letters.writing import offices_to_write_to, write_letter
from campaigns.models.campaign import Campaign
from foundation.errors import BadInput
from foundation.web.tongues import TONGUES


def letter(options: Namespace) -> None:
    """One letter to one office, or with --all one to each addressee of the campaign, in a folder."""
    _known_language(options.language)
    if options.kind not in list(LetterKind):
        raise BadInput("The kind of letter is one of: %(kinds)s.", kinds=", ".join(LetterKind))
    kind = LetterKind(options.kind)
    target = where_called(options.output)
    with opened() as (_settings, database), database.reading() as session:
        campaign = campaign_named(session, options.campaign)
        offices = offices_to_write_to(session, campaign=campaign, kind=kind)
        if not options.all:
            chosen = options.to or (offices[0] if len(offices) == 1 else "")
            if not chosen:
                raise BadInput("Say to whom with --to: %(offices)s; or --all.", offices=", ".join(offices))
            _write(session, campaign, kind, chosen, options.language, target)
            return
        target.mkdir(parents=True, exist_ok=True)
        for office in offices:
            name = f"{campaign.slug}-{office}-{options.language}.pdf"
            _write(session, campaign, kind, office, options.language, target / name)


def _write(session: Session, campaign: Campaign, kind: LetterKind, office: str, language: str, path: Path) -> None:
    pdf = write_letter(session, campaign=campaign, kind=kind, office=office, language=language)
    path.write_bytes(pdf.content)
    print(f"{path.name}: {pdf.pages} page{'s' if pdf.pages > 1 else ''}")


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
