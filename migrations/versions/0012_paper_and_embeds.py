"""Batches of signatures on paper, and the sites that may show a petition."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "paper_batch",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("petition_id", sa.BigInteger(), nullable=False),
        sa.Column("entry_key", sa.String(length=32), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "counted",
                "differing",
                "withdrawn",
                name="paperstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.LargeBinary(), nullable=True),
        sa.Column("place", sa.LargeBinary(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("claimed", sa.Integer(), nullable=False),
        sa.Column("entered_by_id", sa.BigInteger(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recounted", sa.Integer(), nullable=True),
        sa.Column("recounted_by_id", sa.BigInteger(), nullable=True),
        sa.Column("recounted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("scan_sha256", sa.String(length=64), nullable=True),
        sa.Column("scan_type", sa.String(length=40), nullable=True),
        sa.Column("scan_size", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(recounted IS NULL) = (recounted_at IS NULL)", name=op.f("ck_paper_batch_recount_has_a_time")
        ),
        sa.CheckConstraint("(scan_sha256 IS NULL) = (scan_type IS NULL)", name=op.f("ck_paper_batch_scan_has_a_type")),
        sa.CheckConstraint("claimed > 0", name=op.f("ck_paper_batch_claims_something")),
        sa.CheckConstraint("recounted >= 0", name=op.f("ck_paper_batch_recounted_from_zero")),
        sa.CheckConstraint("recounted_by_id <> entered_by_id", name=op.f("ck_paper_batch_recounted_by_another")),
        sa.CheckConstraint("state <> 'counted' OR recounted = claimed", name=op.f("ck_paper_batch_both_counts_agree")),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["organiser.id"], name=op.f("fk_paper_batch_entered_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_paper_batch_petition_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["recounted_by_id"], ["organiser.id"], name=op.f("fk_paper_batch_recounted_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["scan_sha256"], ["stored_file.sha256"], name=op.f("fk_paper_batch_scan_sha256"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_batch")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_paper_batch_entry_key")),
    )
    with op.batch_alter_table("paper_batch", schema=None) as batch_op:
        batch_op.create_index("ix_paper_batch_newest", ["petition_id", "entered_at", "id"], unique=False)
    # Added in place: a table that is copied and dropped would take the signatures that refer to it with it.
    op.add_column(
        "petition",
        sa.Column(
            "embed_sites",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            server_default="[]",
            nullable=False,
        ),
    )


def downgrade() -> None:
    op.execute("ALTER TABLE petition DROP COLUMN embed_sites")
    op.drop_table("paper_batch")
