"""Indexes by which the desk finds few signatures among very many."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

NOT_CONFIRMED = sa.text("state <> 'confirmed'")
LOOKS_ALIKE = sa.text("looks_alike")
IS_SET_ASIDE = sa.text("state = 'quarantined'")
SIGNALS = {"ix_signature_signal_network": "network", "ix_signature_signal_domain": "domain"}


def upgrade() -> None:
    op.create_index(
        "ix_signature_by_state_and_country",
        "signature",
        ["petition_id", "state", "country", "id"],
        sqlite_where=NOT_CONFIRMED,
        postgresql_where=NOT_CONFIRMED,
    )
    _set_aside_by("mailed_at")
    for name, column in SIGNALS.items():
        op.drop_index(name, "signature_signal")
        op.create_index(name, "signature_signal", ["petition_id", column, "signature_id"])
    op.create_index(
        "ix_signature_signal_alike",
        "signature_signal",
        ["petition_id", "signature_id"],
        sqlite_where=LOOKS_ALIKE,
        postgresql_where=LOOKS_ALIKE,
    )
    # SQLite takes an index it knows nothing about for the best of all, once it has looked at the others.
    if op.get_bind().dialect.name == "sqlite" and sa.inspect(op.get_bind()).has_table("sqlite_stat1"):
        op.execute("ANALYZE signature")
        op.execute("ANALYZE signature_signal")


def downgrade() -> None:
    op.drop_index("ix_signature_signal_alike", "signature_signal")
    for name, column in SIGNALS.items():
        op.drop_index(name, "signature_signal")
        op.create_index(name, "signature_signal", ["petition_id", column])
    _set_aside_by("petition_id", "id")
    op.drop_index("ix_signature_by_state_and_country", "signature")


def _set_aside_by(*columns: str) -> None:
    op.drop_index("ix_signature_set_aside", "signature")
    op.create_index(
        "ix_signature_set_aside",
        "signature",
        list(columns),
        sqlite_where=IS_SET_ASIDE,
        postgresql_where=IS_SET_ASIDE,
    )
