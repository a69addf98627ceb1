"""Everything an edition says, gathered in one short read; laying it out needs no database."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from sqlmodel import Session

from campaigns import page_parts
from campaigns.dossiers.models import Profile
from campaigns.facts.gather import gather_facts
from campaigns.facts.shapes import CampaignFacts
from campaigns.letters.typography import unbroken_html
from campaigns.models.campaign import Campaign
from campaigns.queries import figures_so_far
from foundation.accounts.models import Organisation
from foundation.clock import utc_now
from foundation.files import read
from foundation.pdf import Pdf, html_to_pdf
from foundation.web.language import speaks_in
from foundation.web.templating import render
from outreach.words import language_name
from petitions.access import petition_at
from petitions.models.figures import Figures, minute_of
from petitions.models.petition import Petition
from petitions.queries.signatures import public_page

MOST_NAMES = 20_000
"""The annex ends there and says how many signed in all; a larger one needs a printer of its own."""


@dataclass(frozen=True)
class Signatory:
    """As the signer chose to be shown."""

    name: str
    country: str


@dataclass(frozen=True)
class DossierContents:
    language: str
    speaks: str
    profile: Profile
    edition: int
    made_on: date
    facts: CampaignFacts
    organisation: str
    contact: str
    base_url: str
    is_history: bool
    is_draft: bool
    figures: Figures
    signatories: tuple[Signatory, ...]
    named_until: datetime


def gather_contents(
    session: Session, campaign: Campaign, *, language: str, edition: int, profile: Profile, base_url: str
) -> DossierContents:
    """`made_on` is the day of the facts, so that the same facts make the same file. Its headings are in English where
    the program does not speak the language of the texts."""
    speaks = speaks_in(language)
    organisation = session.get_one(Organisation, campaign.organisation_id)
    named_until = minute_of(utc_now())
    return DossierContents(
        language=language,
        speaks=speaks,
        profile=profile,
        edition=edition,
        made_on=campaign.as_of if campaign.is_history and campaign.as_of else campaign.updated_at.date(),
        facts=gather_facts(session, campaign, language=speaks, reads=language),
        organisation=organisation.name,
        contact=organisation.email,
        base_url=base_url,
        is_history=campaign.is_history,
        is_draft=not campaign.is_public,
        figures=figures_so_far(session, campaign),
        signatories=signatories(session, campaign, until=named_until),
        named_until=named_until,
    )


def signatories(session: Session, campaign: Campaign, *, until: datetime) -> tuple[Signatory, ...]:
    """Those who had confirmed by then and choose, now, to be shown by name or initials."""
    petition = petition_at(session, campaign.slug) if campaign.is_public else None
    return tuple(islice(_named(session, petition, until), MOST_NAMES)) if petition else ()


def _named(session: Session, petition: Petition, until: datetime) -> Iterator[Signatory]:
    """Page by page as the public list reads them."""
    after = ""
    while True:
        shown = public_page(session, petition, after=after, until=until)
        yield from (Signatory(one.name, one.country) for one in shown.signatories if one.name)
        if not shown.after:
            return
        after = shown.after


def fingerprint(named: tuple[Signatory, ...]) -> str:
    """Changes when anybody leaves the list or is called otherwise on it."""
    lines = hashlib.sha256()
    for one in named:
        lines.update(f"{one.name}\t{one.country}\n".encode())
    return lines.hexdigest()


def print_dossier(contents: DossierContents, *, annex_sha256: str = "", files_dir: Path | None = None) -> Pdf:
    """The edition without names: they stand in the annex, whose hash it carries. `files_dir` has the
    portraits; without it, their words stand in their place."""
    hung = [case.portrait for case in contents.facts.cases if case.portrait] if files_dir else []
    portraits = {portrait.sha256: read(files_dir, portrait.sha256) for portrait in hung if files_dir}
    html = dossier_html(contents, annex_sha256=annex_sha256)
    return html_to_pdf(html, images=portraits, timeout=120, background=True)


def dossier_html(contents: DossierContents, *, annex_sha256: str = "") -> str:
    """As its sheets lay it out."""
    html = render(
        "print/dossiers/dossier.html",
        language=contents.speaks,
        contents=contents,
        facts=contents.facts,
        parts=page_parts,
        names_of_languages=lambda codes: ", ".join(map(language_name, codes)),
        annex_sha256=annex_sha256,
        author=contents.organisation,
        made_on=contents.made_on,
        draft=contents.is_draft,
    )
    return unbroken_html(html, contents.language)


def print_annex(contents: DossierContents) -> Pdf | None:
    """The list of names, for those signers who chose to be shown; None without any."""
    if not contents.signatories:
        return None
    html = render(
        "print/dossiers/annex.html",
        language=contents.speaks,
        contents=contents,
        facts=contents.facts,
        author=contents.organisation,
        made_on=contents.made_on,
        draft=False,
    )
    return html_to_pdf(unbroken_html(html, contents.language), timeout=300, background=True)
