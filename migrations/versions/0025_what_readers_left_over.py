"""Tellings are numbered, names of organisations wait for a look, campaigns are pushed again, words can be forgotten."""

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
# How a sign-up was judged when rules began to take some of them out: what each reason weighed, and from what sum on it
# was set aside.
WEIGHTS = {
    "trap": 4,
    "no_stamp": 1,
    "too_fast": 1,
    "no_proof": 1,
    "odd_name": 1,
    "lent_address": 1,
    "crowd": 2,
    "flood": 4,
    "domain_crowd": 2,
}
SET_ASIDE_FROM = 3
STAYED_ASIDE = ("fast_confirms", "one_network")

_published = sa.table("published_groups", sa.column("petition_id"), sa.column("groups", JSON))


def upgrade() -> None:
    op.add_column("signature", sa.Column("counted_after", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("petition", sa.Column("tellings", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("petition", sa.Column("former_slugs", JSON, nullable=False, server_default="[]"))
    op.add_column("petition", sa.Column("pushed_as", sa.SmallInteger(), nullable=False, server_default="0"))
    op.add_column("petition_tally", sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("audit_entry", sa.Column("detail_nonce", sa.LargeBinary(), nullable=True))
    op.add_column("audit_entry", sa.Column("detail_digest", sa.LargeBinary(), nullable=True))
    op.execute(
        "UPDATE petition SET former_slugs ="
        " (SELECT campaign.former_slugs FROM campaign WHERE campaign.id = petition.campaign_id)"
    )
    _number_tellings()
    op.drop_column("signature", "counted_since")
    _say_what_stood_aside()
    # Chains of hashes begin anew: what they cover has changed.
    op.execute("UPDATE audit_entry SET seq = NULL, hash = NULL")
    op.execute("DELETE FROM trail_head")


def downgrade() -> None:
    op.execute("UPDATE audit_entry SET seq = NULL, hash = NULL")
    op.execute("DELETE FROM trail_head")
    op.drop_column("audit_entry", "detail_digest")
    op.drop_column("audit_entry", "detail_nonce")
    op.drop_column("petition_tally", "looked_at")
    op.drop_column("petition", "pushed_as")
    op.drop_column("petition", "former_slugs")
    op.drop_column("petition", "tellings")
    op.drop_column("signature", "counted_after")
    op.add_column("signature", sa.Column("counted_since", sa.DateTime(timezone=True), nullable=True))
    # They are told anew, in the form of before.
    op.execute("DELETE FROM published_groups")


def _number_tellings() -> None:
    """What was told is the first telling. Who was counted since then came after it; they are few."""
    connection = op.get_bind()
    for petition_id, kept in connection.execute(sa.select(_published.c.petition_id, _published.c.groups)).all():
        groups: dict[str, Any] = json.loads(kept) if isinstance(kept, str) else kept
        until = groups["told"]["until"]
        groups["told"]["number"] = 1 if until else 0
        connection.execute(sa.update(_published).where(_published.c.petition_id == petition_id).values(groups=groups))
        if until:
            connection.execute(
                sa.text("UPDATE petition SET tellings = 1 WHERE id = :petition"), {"petition": petition_id}
            )
            connection.execute(_CAME_LATER, {"petition": petition_id, "until": datetime.fromisoformat(until)})


_CAME_LATER = sa.text(
    "UPDATE signature SET counted_after = 1 WHERE petition_id = :petition AND state = 'confirmed'"
    " AND coalesce(counted_since, confirmed_at) >= :until"
).bindparams(sa.bindparam("until", type_=sa.DateTime(timezone=True)))


def _say_what_stood_aside() -> None:
    """Of what rules and people took out while nobody wrote that down: what its signals had set aside and nobody had
    confirmed, and what stayed aside although it was confirmed."""
    stayed = " OR ".join(_names(reason) for reason in STAYED_ASIDE)
    weight = " + ".join(f"CASE WHEN {_names(reason)} THEN {weight} ELSE 0 END" for reason, weight in WEIGHTS.items())
    op.execute(
        "UPDATE signature SET stood_aside = true WHERE state = 'invalidated' AND NOT stood_aside AND EXISTS"  # noqa: S608
        " (SELECT 1 FROM signature_signal WHERE signature_signal.signature_id = signature.id AND"
        f" ((signature.state_before = 'pending' AND {weight} >= {SET_ASIDE_FROM})"
        f" OR (signature.state_before = 'confirmed' AND ({stayed}))))"
    )


def _names(reason: str) -> str:
    return f"(' ' || signature_signal.reasons || ' ') LIKE '% {reason} %'"
