"""Procedures, updates, letters, dossiers and mailings, found by number, reference, title or hash."""

import re
from collections import defaultdict

import sqlalchemy as sa
from sqlmodel import col, select

from campaigns.dossiers.models import Dossier, DossierState
from campaigns.kept_from import is_kept, kept_from_each
from campaigns.letters.models import Letter, own_texts
from campaigns.models.campaign import Campaign
from campaigns.models.procedure import Procedure
from campaigns.offices.merged import directory_now
from campaigns.page_parts import procedure_name
from campaigns.search.sought import SHOWN, Found, Sought, seen, title, written
from campaigns.updates.models import Update, UpdateText
from campaigns.updates.queries import titles_of
from foundation.accounts.access import seen_by
from foundation.searching import finds, found_among, keys_of
from foundation.web.language import gettext
from outreach.hindrances import kept_from_reader
from outreach.models.mailings import Mailing
from outreach.words import language_name

# `dossier ada` asks for the dossier of a campaign that is found by `ada`.
_CALLED = {key for word in ("dossier", "dossiers", "досье", "expediente") for key in keys_of(word)}
_A_HASH = re.compile(r"[0-9a-f]{8,64}")


def procedures(sought: Sought) -> list[Found]:
    rows = sought.session.exec(
        select(Procedure, Campaign)
        .join(Campaign, col(Campaign.id) == col(Procedure.campaign_id))
        .where(seen(sought), sa.or_(col(Procedure.hold).is_(False), written(sought)))
        .where(found_among(col(Procedure.id), col(Procedure.search_key), sought.words))
        .order_by(col(Campaign.is_example), col(Campaign.updated_at).desc(), col(Procedure.position), col(Procedure.id))
        .limit(SHOWN + 1)
    ).all()
    return [
        Found(
            procedure_name(row),
            f"/desk/campaigns/{campaign.slug}/procedures/{row.id}",
            title(sought, campaign),
            row.hold,
        )
        for row, campaign in rows
    ]


def updates(sought: Sought) -> list[Found]:
    """By any word of them in any language. One that names somebody on hold is for those who may change facts."""
    texts = select(UpdateText.update_id).where(finds(col(UpdateText.search_key), sought.words))
    rows = sought.session.exec(
        select(Update, Campaign)
        .join(Campaign, col(Campaign.id) == col(Update.campaign_id))
        .where(seen(sought), sa.or_(col(Update.names_held).is_(False), written(sought)))
        .where(col(Update.id).in_(texts))
        .order_by(col(Update.created_at).desc(), col(Update.id))
        .limit(SHOWN + 1)
    ).all()
    titles = titles_of(sought.session, [row for row, _ in rows], sought.language)
    return [
        Found(
            str(titles[row.id]),
            f"/desk/campaigns/{campaign.slug}/updates/{row.id}",
            title(sought, campaign),
            row.names_held,
        )
        for row, campaign in rows
    ]


def letters(sought: Sought) -> list[Found]:
    """By our or their reference, and by subject."""
    rows = sought.session.exec(
        select(Letter, Campaign)
        .join(Campaign, col(Campaign.id) == col(Letter.campaign_id))
        .where(seen(sought), finds(col(Letter.search_key), sought.words))
        .order_by(col(Letter.updated_at).desc(), col(Letter.id))
        .limit(SHOWN + 1)
    ).all()
    known = directory_now(sought.session).by_id if rows else {}
    kept = kept_from_each(sought.session, sought.user, [campaign for _, campaign in rows])
    found = []
    for letter, campaign in rows:
        if is_kept(kept.get(campaign.id), own_texts(letter)):
            continue
        references = [text for text in (letter.our_reference, letter.your_reference, letter.subject) if text]
        office = known.get(letter.office_id)
        to = office.title_in(sought.language) if office else letter.office_id
        path = f"/desk/campaigns/{campaign.slug}/letters/{letter.kind}/{letter.office_id}"
        found.append(Found(", ".join(references), path, f"{gettext(letter.kind.words)}: {to}"))
    return found


def dossiers(sought: Sought) -> list[Found]:
    """Of campaigns that are found, or by the beginning of a file's SHA-256; one line for each campaign."""
    hashes = [key for keys in sought.words for key in keys if _A_HASH.fullmatch(key)]
    wanted = [keys for keys in sought.words if not keys & _CALLED]
    of_file = sa.or_(sa.false(), *(col(Dossier.file_sha256).like(f"{key}%") for key in hashes))
    by_name: sa.ColumnElement[bool] = (
        found_among(col(Campaign.id), col(Campaign.search_key), wanted) if wanted else sa.true()
    )
    made = select(Dossier.campaign_id).where(Dossier.state == DossierState.READY)
    campaigns = sought.session.exec(
        select(Campaign)
        .where(seen(sought), col(Campaign.id).in_(made))
        .where(sa.or_(by_name, col(Campaign.id).in_(made.where(of_file))))
        .order_by(col(Campaign.is_example), col(Campaign.updated_at).desc(), col(Campaign.id))
        .limit(SHOWN + 1)
    ).all()
    languages: dict[int, dict[str, int]] = defaultdict(dict)
    for campaign_id, language, edition in sought.session.execute(
        sa.select(col(Dossier.campaign_id), col(Dossier.language), sa.func.max(col(Dossier.edition)))
        .where(col(Dossier.campaign_id).in_([one.id for one in campaigns]), col(Dossier.state) == DossierState.READY)
        .group_by(col(Dossier.campaign_id), col(Dossier.language))
        .order_by(col(Dossier.language))
    ):
        languages[campaign_id][language] = edition
    return [
        Found(
            title(sought, one),
            f"/desk/campaigns/{one.slug}/dossiers",
            "; ".join(
                gettext("%(language)s, edition %(number)s") % {"language": language_name(code), "number": edition}
                for code, edition in languages[one.id].items()
            ),
        )
        for one in campaigns
    ]


def mailings(sought: Sought) -> list[Found]:
    rows = sought.session.exec(
        select(Mailing)
        .where(seen_by(sought.user, col(Mailing.organisation_id), col(Mailing.campaign_id)))
        .where(finds(col(Mailing.search_key), sought.words))
        .order_by(col(Mailing.created_at).desc(), col(Mailing.id))
        .limit(SHOWN + 1)
    ).all()
    kept = kept_from_reader(sought.session, sought.user, rows)
    return [Found(one.title, f"/desk/outreach/mailings/{one.id}") for one in rows if one.id not in kept]
