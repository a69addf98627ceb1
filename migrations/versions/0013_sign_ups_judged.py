"""Signs of floods beside signatures, rules that take many out, one reminder, countries nobody is to sign from."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
IS_SET_ASIDE = sa.text("state = 'quarantined'")
BY_A_RULE = sa.text("taken_out_by IS NOT NULL")


def upgrade() -> None:
    op.add_column("petition", sa.Column("no_signing_from", JSON, nullable=False, server_default="[]"))
    op.add_column("signature", sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("signature", sa.Column("taken_out_by", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_signature_set_aside",
        "signature",
        ["petition_id", "id"],
        sqlite_where=IS_SET_ASIDE,
        postgresql_where=IS_SET_ASIDE,
    )
    op.create_index(
        "ix_signature_taken_out",
        "signature",
        ["taken_out_by", "id"],
        sqlite_where=BY_A_RULE,
        postgresql_where=BY_A_RULE,
    )
    op.create_table(
        "network_key",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_network_key")),
    )
    op.create_table(
        "spent_challenge",
        sa.Column("challenge", sa.LargeBinary(length=32), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("challenge", name=op.f("pk_spent_challenge")),
    )
    op.create_index("ix_spent_challenge_ends_at", "spent_challenge", ["ends_at"])
    op.create_table(
        "sign_window",
        sa.Column("petition_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "network",
                "domain",
                "fast_confirm",
                "network_confirm",
                name="windowkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_sign_window_petition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("petition_id", "kind", "key", "starts_at", name=op.f("pk_sign_window")),
    )
    op.create_index("ix_sign_window_starts_at", "sign_window", ["starts_at"])
    op.create_table(
        "signature_signal",
        sa.Column("signature_id", sa.BigInteger(), nullable=False),
        sa.Column("petition_id", sa.BigInteger(), nullable=False),
        sa.Column("network", sa.BigInteger(), nullable=True),
        sa.Column("domain", sa.BigInteger(), nullable=False),
        sa.Column("name_skeleton", sa.BigInteger(), nullable=False),
        sa.Column("name_folded", sa.BigInteger(), nullable=False),
        sa.Column("looks_alike", sa.Boolean(), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("reasons", sa.String(length=200), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["signature.id"], name=op.f("fk_signature_signal_signature_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("signature_id", name=op.f("pk_signature_signal")),
    )
    op.create_index("ix_signature_signal_network", "signature_signal", ["petition_id", "network"])
    op.create_index("ix_signature_signal_domain", "signature_signal", ["petition_id", "domain"])
    op.create_index("ix_signature_signal_name", "signature_signal", ["petition_id", "name_skeleton", "name_folded"])
    op.create_table(
        "rule_run",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("petition_id", sa.BigInteger(), nullable=False),
        sa.Column("criteria", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "drafted",
                "running",
                "done",
                "cancelled",
                "undoing",
                "undone",
                name="rulestate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("looked_at", sa.Integer(), nullable=False),
        sa.Column("taken_out", sa.Integer(), nullable=False),
        sa.Column("put_back", sa.Integer(), nullable=False),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_rule_run_petition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_run")),
    )
    op.create_index("ix_rule_run_petition_id", "rule_run", ["petition_id"])


def downgrade() -> None:
    op.drop_table("rule_run")
    op.drop_table("signature_signal")
    op.drop_table("sign_window")
    op.drop_table("spent_challenge")
    op.drop_table("network_key")
    op.drop_index("ix_signature_taken_out", table_name="signature")
    op.drop_index("ix_signature_set_aside", table_name="signature")
    op.drop_column("signature", "taken_out_by")
    op.drop_column("signature", "reminded_at")
    op.drop_column("petition", "no_signing_from")
