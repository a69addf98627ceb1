"""An organisation's own key, with which its approved letters are signed, and which letters were."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    op.create_table(
        "signing_key",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("chain", sa.String(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=True),
        sa.Column("signs_letters", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(fingerprint) = 64", name=op.f("ck_signing_key_fingerprint_length")),
        sa.CheckConstraint(
            "(sealed_key IS NULL) = (removed_at IS NOT NULL)", name=op.f("ck_signing_key_removed_without_key")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_signing_key_organisation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
        sa.UniqueConstraint("organisation_id", "fingerprint", name=op.f("uq_signing_key_organisation_id_fingerprint")),
    )
    op.create_index("ix_signing_key_fingerprint", "signing_key", ["fingerprint"])
    op.create_index(
        "ix_signing_key_one_at_a_time",
        "signing_key",
        ["organisation_id"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "letter_signature",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("signing_key_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["letter_print.sha256"], name=op.f("fk_letter_signature_sha256"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["signing_key_id"],
            ["signing_key.id"],
            name=op.f("fk_letter_signature_signing_key_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_letter_signature")),
    )
    op.create_index("ix_letter_signature_signing_key_id", "letter_signature", ["signing_key_id"])


def downgrade() -> None:
    op.drop_table("letter_signature")
    op.drop_table("signing_key")
