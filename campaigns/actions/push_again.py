"""Petitions that were pushed down by an older program are pushed again, once, when a newer one begins its work."""

import logging

from sqlmodel import col, select

from campaigns.actions.push import PUSHED_AS, push_to_petition
from campaigns.models.campaign import Campaign
from foundation.database import Database
from foundation.faults import kind_and_places
from petitions.models.petition import Petition

_log = logging.getLogger(__name__)


def push_again(database: Database) -> int:
    """Says how many were brought up to date: none at the second call. Each in a transaction of its own; one that cannot
    be pushed holds up no other, and is tried again at the next start."""
    with database.reading() as session:
        older = session.exec(
            select(Campaign.id)
            .join(Petition, col(Petition.campaign_id) == col(Campaign.id))
            .where(col(Petition.pushed_as) < PUSHED_AS)
            .order_by(col(Campaign.id))
        ).all()
    return sum(_push(database, campaign_id) for campaign_id in older)


def _push(database: Database, campaign_id: int) -> bool:
    try:
        with database.writing() as session:
            push_to_petition(session, session.get_one(Campaign, campaign_id, with_for_update=True))
    except Exception as error:  # noqa: BLE001  # whatever is wrong with this one, the others go on
        _log.error("campaign %s cannot be pushed to its petition: %s", campaign_id, kind_and_places(error))
        return False
    return True
