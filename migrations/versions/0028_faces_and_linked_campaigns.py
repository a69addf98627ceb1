"""Pictures of whom a campaign is about, and how linked campaigns belong together."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0028"
down_revision = "0027"

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
HANGS = sa.text("removed_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "campaign_portrait",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("alt", JSON, nullable=False),
        sa.Column("credit", sa.String(length=200), nullable=False),
        sa.Column("given_by", sa.String(length=200), nullable=False),
        sa.Column(
            "consent",
            sa.Enum(
                "given",
                "asked",
                "not_given",
                name="pictureconsent",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("consent_by", sa.String(length=200), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_campaign_portrait_has_a_size")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_portrait_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["campaign_case.id"], name=op.f("fk_campaign_portrait_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_campaign_portrait_sha256"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_portrait")),
    )
    op.create_index(
        "uq_campaign_portrait_case_id",
        "campaign_portrait",
        ["case_id"],
        unique=True,
        sqlite_where=HANGS,
        postgresql_where=HANGS,
    )
    for column in ("campaign_id", "sha256", "removed_at"):
        op.create_index(f"ix_campaign_portrait_{column}", "campaign_portrait", [column])
    op.add_column("campaign_link", sa.Column("words", JSON, nullable=False, server_default="{}"))
    op.add_column("campaign_link", sa.Column("url", sa.String(length=2000), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("campaign_link", "url")
    op.drop_column("campaign_link", "words")
    op.drop_table("campaign_portrait")
