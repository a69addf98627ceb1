"""What organisers corrected and checked in the stock of sentences."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")


def upgrade() -> None:
    op.create_table(
        "stock_revision",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("sentence_id", sa.String(length=80), nullable=False),
        sa.Column("forms", JSON, nullable=False),
        sa.Column("shipped", JSON, nullable=False),
        sa.Column("checked_by", sa.String(length=200), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(checked_on IS NULL) = (checked_by = '')", name=op.f("ck_stock_revision_checked_by_somebody_on_a_day")
        ),
        sa.CheckConstraint(
            "(undone_at IS NULL) OR (undone_at >= created_at)", name=op.f("ck_stock_revision_undone_after_it_was_done")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["organiser.id"], name=op.f("fk_stock_revision_made_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_stock_revision_organisation_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["organiser.id"], name=op.f("fk_stock_revision_undone_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_revision")),
        sa.UniqueConstraint(
            "language", "sentence_id", "number", name=op.f("uq_stock_revision_language_sentence_id_number")
        ),
    )


def downgrade() -> None:
    op.drop_table("stock_revision")
