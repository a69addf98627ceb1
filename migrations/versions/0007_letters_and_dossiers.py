"""Letters and dossiers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "dossier",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "profile",
            sa.Enum("public", name="profile", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("facts_version", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "ordered", "ready", "failed", name="dossierstate", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("file_sha256", sa.String(length=64), nullable=True),
        sa.Column("annex_sha256", sa.String(length=64), nullable=True),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.CheckConstraint("(state = 'ready') = (file_sha256 IS NOT NULL)", name=op.f("ck_dossier_ready_has_a_file")),
        sa.CheckConstraint("edition >= 1", name=op.f("ck_dossier_edition_counts_from_one")),
        sa.ForeignKeyConstraint(["annex_sha256"], ["stored_file.sha256"], name=op.f("fk_dossier_annex_sha256")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_dossier_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["file_sha256"], ["stored_file.sha256"], name=op.f("fk_dossier_file_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
        sa.UniqueConstraint(
            "campaign_id",
            "profile",
            "language",
            "edition",
            name=op.f("uq_dossier_campaign_id_profile_language_edition"),
        ),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "appeal", "ilo_dg_intervention", name="letterkind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("office_id", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft", "approved", "sent", name="letterstate", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("own_words", sa.String(), nullable=False),
        sa.Column("held_at", sa.String(length=500), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("holder", sa.String(length=10), nullable=False),
        sa.Column("signatory_name", sa.String(length=200), nullable=False),
        sa.Column("signatory_office", sa.String(length=200), nullable=False),
        sa.Column("contact_name", sa.String(length=200), nullable=False),
        sa.Column("contact_phone", sa.String(length=40), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("our_reference", sa.String(length=80), nullable=False),
        sa.Column("your_reference", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("enclosures", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("copies", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("omitted", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.Column("file_sha256", sa.String(length=64), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("facts_version", sa.Integer(), nullable=True),
        sa.Column("is_clean", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(file_sha256 IS NULL) = (printed_at IS NULL)", name=op.f("ck_letter_printed_with_file")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_letter_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["file_sha256"], ["stored_file.sha256"], name=op.f("fk_letter_file_sha256")),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["organiser.id"], name=op.f("fk_letter_updated_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint(
            "campaign_id", "kind", "office_id", "language", name=op.f("uq_letter_campaign_id_kind_office_id_language")
        ),
    )
    op.create_table(
        "letter_tally",
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("office_id", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_letter_tally_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("campaign_id", "office_id", "day", name=op.f("pk_letter_tally")),
    )


def downgrade() -> None:
    op.drop_table("letter_tally")
    op.drop_table("letter")
    op.drop_table("dossier")
