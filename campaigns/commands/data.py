"""`create-organiser`, `import-campaign`, `export-campaign`, `import-partners`."""

import getpass
import secrets
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from sqlmodel import Session, select

from campaigns.actions.import_campaign import import_campaign as read_campaign
from campaigns.actions.update_from_file import plan_update, update_from_file
from campaigns.commands.opening import campaign_called, campaign_named, opened, organisation_named, where_called
from campaigns.files.compare import Comparison, How
from campaigns.files.export_campaign import export_campaign as write_campaign
from campaigns.files.read import read_file
from campaigns.files.schema import CampaignFile
from campaigns.files.sealed import check_passphrase, is_sealed, seal, unseal
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from foundation.accounts.actions import create_organisation, record
from foundation.accounts.actions import create_organiser as make_organiser
from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role
from foundation.text import clean_line
from outreach.actions.imports import import_partners as read_partners


class WrongFile(Exception):
    """A file could not be taken; the message names each place and what was expected there."""


def create_organiser(options: Namespace) -> None:
    """The password is typed twice at a terminal; without one it is made and printed."""
    password = _typed_password() if sys.stdin.isatty() else secrets.token_urlsafe(15)
    with opened() as (_settings, database), database.writing() as session:
        organisation = session.exec(
            select(Organisation).where(Organisation.name == options.organisation)
        ).first() or create_organisation(session, name=options.organisation)
        make_organiser(
            session,
            organisation_id=organisation.id,
            name=options.name,
            email=options.email,
            password=password,
            role=Role(options.role),
        )
        record(session, user=None, organisation_id=organisation.id, act="organiser.created", about=options.role)
    if not sys.stdin.isatty():
        print(password)


def _typed_password() -> str:
    first = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != first:
        raise WrongFile("The two passwords differ. Nothing was changed.")
    return first


def import_campaign(options: Namespace) -> None:
    """As a draft, since a second person publishes. A problem is named with line and column; then nothing is kept.
    One that is here already is compared, and brought up to date when that is said."""
    content = read_whole(options.file, largest=11_000_000)
    if is_sealed(content):
        content = unseal(content, passphrase=_passphrase(twice=False))
    with opened() as (settings, database), database.writing() as session:
        files_dir = settings.effective_files_dir
        organisation = organisation_named(session, options.organisation)
        file = read_file(content, directory_now(session))[0]
        here = campaign_called(session, file.slug) if file and (options.update or options.dry_run) else None
        if file and here and here.organisation_id == organisation.id:
            _update(session, here, file, options, files_dir)
            return
        report = read_campaign(
            session,
            organisation_id=organisation.id,
            content=content,
            by=None,
            dry_run=options.dry_run,
            files_dir=files_dir,
        )
    if not report.is_fine:
        raise WrongFile("\n".join(f"{options.file}, {problem}" for problem in report.problems))
    if report.lacking:
        print(f"{report.lacking} pictures and files are only named in this file and stay out.")
    rows = sum(report.counts.values())
    print(f"{report.slug}: {rows} facts {'would be imported' if report.dry_run else 'imported, as a draft'}.")


def _update(session: Session, campaign: Campaign, file: CampaignFile, options: Namespace, files_dir: Path) -> None:
    update = plan_update(session, campaign=campaign, file=file, drop_held=options.drop_held)
    if update.lacking:
        print(f"{update.lacking} pictures and files are only named in this file and stay out.")
    for line in _told(update.comparison):
        print(line)
    if not options.dry_run and not update.comparison.is_empty:
        update_from_file(session, user=None, campaign=campaign, update=update, files_dir=files_dir)
        print(f"{campaign.slug}: brought up to date.")


def _told(comparison: Comparison) -> Iterator[str]:
    if comparison.is_empty:
        yield "Nothing would change."
    for block in comparison.blocks:
        yield block.name
        for entry in block.entries:
            yield f"  {entry.how}: {entry.label}" if entry.label else f"  {entry.how}"
            for change in entry.fields if entry.how is How.CHANGED else ():
                yield f"    {change.name}: {change.before or '-'} -> {change.after or '-'}"
    for label in comparison.held_kept:
        yield f"On hold here, not in the file, and stays: {label}"
    for label in comparison.held_lost:
        yield f"On hold here, not in the file, and goes: {label}"


def export_campaign(options: Namespace) -> None:
    """Public facts to the screen or a file; everything only sealed, with a reason that stands in the trail."""
    if not options.with_held:
        with opened() as (settings, database), database.reading() as session:
            campaign = campaign_named(session, options.slug)
            text = write_campaign(session, campaign=campaign, files_dir=settings.effective_files_dir)
    else:
        if not options.reason.strip():
            raise WrongFile("Say with --reason what everything is taken out for. Nothing was written.")
        passphrase = check_passphrase(_passphrase(twice=True))
        with opened() as (settings, database), database.writing() as session:
            campaign = campaign_named(session, options.slug)
            files_dir = settings.effective_files_dir
            whole = write_campaign(session, campaign=campaign, include_held=True, files_dir=files_dir)
            text = seal(whole, passphrase=passphrase)
            record(
                session,
                user=None,
                organisation_id=campaign.organisation_id,
                act="campaign.exported_whole",
                about=f"campaign:{campaign.slug}",
                detail=clean_line(options.reason, 200),
            )
    if options.output:
        where_called(options.output).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


def _passphrase(*, twice: bool) -> str:
    """Typed at a terminal; without one it is the first line of the standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Passphrase: ")
    if twice and getpass.getpass("Once more: ") != first:
        raise WrongFile("The two passphrases differ. Nothing was written.")
    return first


def import_partners(options: Namespace) -> None:
    """Takes every row that can be taken and names the others, each with its reason."""
    content = read_whole(options.file, largest=10_000_000)
    with opened() as (_settings, database), database.writing() as session:
        organisation = organisation_named(session, options.organisation)
        report = read_partners(session, organisation_id=organisation.id, content=content)
    print(
        f"{report.partners_added} partners and {report.contacts_added} contacts added, "
        f"{report.rows_known} rows known already, {len(report.refused)} refused."
    )
    for finding in report.refused:
        words = finding.words % finding.values if finding.values else finding.words
        print(f"  row {finding.number}: {words}")
    if report.refused:
        sys.exit(1)


def read_whole(name: str, largest: int) -> bytes:
    """A file of the caller's. Raises WrongFile for one that is larger than `largest` bytes."""
    path = where_called(name)
    if path.stat().st_size > largest:
        raise WrongFile(f"{name} is larger than {largest // 1_000_000} MB.")
    return path.read_bytes()
