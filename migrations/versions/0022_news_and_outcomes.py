"""News of campaigns, their mailing, what came of each demand with evidence, and how campaigns ended."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "campaign_update",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "news", "report", "reopening", name="updatekind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "in_review",
                "published",
                "taken_back",
                name="updatestate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("original_language", sa.String(length=20), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("names_held", sa.Boolean(), nullable=False),
        sa.Column("digest_key", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.BigInteger(), nullable=True),
        sa.Column("written_by_id", sa.BigInteger(), nullable=True),
        sa.Column("submitted_by_id", sa.BigInteger(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.BigInteger(), nullable=True),
        sa.Column("published_in_emergency", sa.Boolean(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state NOT IN ('published', 'taken_back') OR (number IS NOT NULL AND published_at IS NOT NULL)",
            name=op.f("ck_campaign_update_published_has_a_number"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_campaign_update_number_counts_from_one")),
        sa.CheckConstraint(
            "published_in_emergency OR published_by_id IS NULL OR (published_by_id <> created_by_id AND published_by_id <> submitted_by_id)",
            name=op.f("ck_campaign_update_published_by_another"),
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_update_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["organiser.id"], name=op.f("fk_campaign_update_created_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["organiser.id"], name=op.f("fk_campaign_update_published_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by_id"], ["organiser.id"], name=op.f("fk_campaign_update_reviewed_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["organiser.id"], name=op.f("fk_campaign_update_submitted_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["organiser.id"], name=op.f("fk_campaign_update_written_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_update")),
        sa.UniqueConstraint("campaign_id", "number", name=op.f("uq_campaign_update_campaign_id_number")),
    )
    op.create_table(
        "campaign_closing",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "won",
                "partly_won",
                "lost",
                "merged",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("statement", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("withheld", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("merged_into_id", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_closing_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["organiser.id"], name=op.f("fk_campaign_closing_closed_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["campaign.id"], name=op.f("fk_campaign_closing_merged_into_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["campaign_update.id"], name=op.f("fk_campaign_closing_report_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_closing")),
    )
    with op.batch_alter_table("campaign_closing", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_closing_campaign_id", ["campaign_id"], unique=False)

    op.create_table(
        "campaign_update_mailing",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("audiences", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "queued",
                "sending",
                "paused",
                "done",
                "cancelled",
                name="mailingstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.BigInteger(), nullable=True),
        sa.Column("approved_by_id", sa.BigInteger(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("queued_by_id", sa.BigInteger(), nullable=True),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column(
            "reading",
            sa.Enum(
                "signers", "list", "partners", name="audience", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("after", sa.BigInteger(), nullable=False),
        sa.Column("filled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "approved_by_id <> created_by_id", name=op.f("ck_campaign_update_mailing_approved_by_another")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"],
            ["organiser.id"],
            name=op.f("fk_campaign_update_mailing_approved_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["organiser.id"],
            name=op.f("fk_campaign_update_mailing_created_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["queued_by_id"],
            ["organiser.id"],
            name=op.f("fk_campaign_update_mailing_queued_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["update_id"], ["campaign_update.id"], name=op.f("fk_campaign_update_mailing_update_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_update_mailing")),
    )
    with op.batch_alter_table("campaign_update_mailing", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_update_mailing_state", ["state"], unique=False)
        batch_op.create_index("ix_campaign_update_mailing_update_id", ["update_id"], unique=False)

    op.create_table(
        "campaign_update_picture",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("alt", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("credit", sa.String(length=200), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_campaign_update_picture_has_a_size")),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_campaign_update_picture_sha256"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["update_id"], ["campaign_update.id"], name=op.f("fk_campaign_update_picture_update_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_update_picture")),
    )
    with op.batch_alter_table("campaign_update_picture", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_update_picture_sha256", ["sha256"], unique=False)
        batch_op.create_index("ix_campaign_update_picture_update_id", ["update_id"], unique=False)

    op.create_table(
        "campaign_update_text",
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("of_version", sa.Integer(), nullable=False),
        sa.Column("is_checked", sa.Boolean(), nullable=False),
        sa.Column("written_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["update_id"], ["campaign_update.id"], name=op.f("fk_campaign_update_text_update_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["organiser.id"], name=op.f("fk_campaign_update_text_written_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("update_id", "language", name=op.f("pk_campaign_update_text")),
    )
    op.create_table(
        "campaign_update_delivery",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("mailing_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "signers", "list", "partners", name="audience", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("reference", sa.BigInteger(), nullable=False),
        sa.Column("address_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["mailing_id"],
            ["campaign_update_mailing.id"],
            name=op.f("fk_campaign_update_delivery_mailing_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["update_id"],
            ["campaign_update.id"],
            name=op.f("fk_campaign_update_delivery_update_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_update_delivery")),
        sa.UniqueConstraint(
            "update_id", "address_digest", name=op.f("uq_campaign_update_delivery_update_id_address_digest")
        ),
    )
    with op.batch_alter_table("campaign_update_delivery", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_update_delivery_mailing_id", ["mailing_id"], unique=False)

    op.create_table(
        "campaign_evidence",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("demand_state_id", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["organiser.id"], name=op.f("fk_campaign_evidence_added_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_evidence_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["demand_state_id"],
            ["campaign_demand_state.id"],
            name=op.f("fk_campaign_evidence_demand_state_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_campaign_evidence_sha256"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_evidence")),
    )
    with op.batch_alter_table("campaign_evidence", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_evidence_campaign_id", ["campaign_id"], unique=False)
        batch_op.create_index("ix_campaign_evidence_demand_state_id", ["demand_state_id"], unique=False)
        batch_op.create_index("ix_campaign_evidence_sha256", ["sha256"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("campaign_evidence", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_evidence_sha256")
        batch_op.drop_index("ix_campaign_evidence_demand_state_id")
        batch_op.drop_index("ix_campaign_evidence_campaign_id")

    op.drop_table("campaign_evidence")
    with op.batch_alter_table("campaign_update_delivery", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_update_delivery_mailing_id")

    op.drop_table("campaign_update_delivery")
    op.drop_table("campaign_update_text")
    with op.batch_alter_table("campaign_update_picture", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_update_picture_update_id")
        batch_op.drop_index("ix_campaign_update_picture_sha256")

    op.drop_table("campaign_update_picture")
    with op.batch_alter_table("campaign_update_mailing", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_update_mailing_update_id")
        batch_op.drop_index("ix_campaign_update_mailing_state")

    op.drop_table("campaign_update_mailing")
    with op.batch_alter_table("campaign_closing", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_closing_campaign_id")

    op.drop_table("campaign_closing")
    op.drop_table("campaign_update")
