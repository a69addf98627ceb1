"""Outreach."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "partner",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=600), nullable=False),
        sa.Column("name_order", sa.LargeBinary(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "union",
                "federation",
                "national_centre",
                "global_union",
                "ngo",
                "media",
                "other",
                name="partnerkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("sector", sa.String(length=120), nullable=False),
        sa.Column("languages", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("members", sa.BigInteger(), nullable=True),
        sa.Column("members_on", sa.Date(), nullable=True),
        sa.Column("via_code", sa.String(length=20), nullable=False),
        sa.Column("kit_code", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("members >= 0", name=op.f("ck_partner_members_not_negative")),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_partner_is_not_its_own_parent")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_partner_organisation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["partner.id"], name=op.f("fk_partner_parent_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("id", "organisation_id", name=op.f("uq_partner_id_organisation_id")),
        sa.UniqueConstraint("kit_code", name=op.f("uq_partner_kit_code")),
        sa.UniqueConstraint(
            "organisation_id", "name_key", "country", name=op.f("uq_partner_organisation_id_name_key_country")
        ),
        sa.UniqueConstraint("via_code", name=op.f("uq_partner_via_code")),
    )
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.create_index(
            "ix_partner_organisation_id_name_order_id", ["organisation_id", "name_order", "id"], unique=False
        )
        batch_op.create_index("ix_partner_parent_id", ["parent_id"], unique=False)

    op.create_table(
        "partner_import",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("refused_rows", sa.LargeBinary(), nullable=False),
        sa.Column("partners_added", sa.Integer(), nullable=False),
        sa.Column("contacts_added", sa.Integer(), nullable=False),
        sa.Column("rows_known", sa.Integer(), nullable=False),
        sa.Column("rows_refused", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_partner_import_organisation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_import")),
    )
    with op.batch_alter_table("partner_import", schema=None) as batch_op:
        batch_op.create_index(
            "ix_partner_import_organisation_id_created_at", ["organisation_id", "created_at"], unique=False
        )

    op.create_table(
        "contact",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("partner_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("email", sa.LargeBinary(), nullable=False),
        sa.Column("email_digest", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "active",
                "unsubscribed",
                "bounced",
                name="contactstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id", "organisation_id"],
            ["partner.id", "partner.organisation_id"],
            name="fk_contact_partner_id_organisation_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("organisation_id", "email_digest", name=op.f("uq_contact_organisation_id_email_digest")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index("ix_contact_partner_id", ["partner_id"], unique=False)

    op.create_table(
        "mailing",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=True),
        sa.Column("campaign", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("kinds", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("countries", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
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
        sa.Column("written_by_id", sa.BigInteger(), nullable=True),
        sa.Column("approved_by_id", sa.BigInteger(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("queued_by_id", sa.BigInteger(), nullable=True),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("filled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "approved_by_id <> created_by_id AND approved_by_id <> written_by_id",
            name=op.f("ck_mailing_approved_by_another"),
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["organiser.id"], name=op.f("fk_mailing_approved_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_mailing_campaign_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["organiser.id"], name=op.f("fk_mailing_created_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_mailing_organisation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["queued_by_id"], ["organiser.id"], name=op.f("fk_mailing_queued_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["organiser.id"], name=op.f("fk_mailing_written_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing")),
    )
    with op.batch_alter_table("mailing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mailing_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index("ix_mailing_organisation_id_id", ["organisation_id", "created_at", "id"], unique=False)
        batch_op.create_index("ix_mailing_state", ["state"], unique=False)

    op.create_table(
        "delivery",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("mailing_id", sa.BigInteger(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_delivery_contact_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailing.id"], name=op.f("fk_delivery_mailing_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("mailing_id", "contact_id", name=op.f("uq_delivery_mailing_id_contact_id")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index("ix_delivery_contact_id", ["contact_id"], unique=False)

    op.create_table(
        "mailing_attachment",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("mailing_id", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailing.id"], name=op.f("fk_mailing_attachment_mailing_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_mailing_attachment_sha256"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing_attachment")),
        sa.UniqueConstraint("mailing_id", "sha256", name=op.f("uq_mailing_attachment_mailing_id_sha256")),
    )
    with op.batch_alter_table("mailing_attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mailing_attachment_sha256"), ["sha256"], unique=False)

    op.create_table(
        "mailing_test",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("mailing_id", sa.BigInteger(), nullable=False),
        sa.Column("organiser_id", sa.BigInteger(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_mailing_test_contact_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailing.id"], name=op.f("fk_mailing_test_mailing_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["organiser.id"], name=op.f("fk_mailing_test_organiser_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing_test")),
    )
    with op.batch_alter_table("mailing_test", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mailing_test_mailing_id"), ["mailing_id"], unique=False)

    op.create_table(
        "mailing_text",
        sa.Column("mailing_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailing.id"], name=op.f("fk_mailing_text_mailing_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mailing_id", "language", name=op.f("pk_mailing_text")),
    )


def downgrade() -> None:
    op.drop_table("mailing_text")
    with op.batch_alter_table("mailing_test", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mailing_test_mailing_id"))

    op.drop_table("mailing_test")
    with op.batch_alter_table("mailing_attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mailing_attachment_sha256"))

    op.drop_table("mailing_attachment")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index("ix_delivery_contact_id")

    op.drop_table("delivery")
    with op.batch_alter_table("mailing", schema=None) as batch_op:
        batch_op.drop_index("ix_mailing_state")
        batch_op.drop_index("ix_mailing_organisation_id_id")
        batch_op.drop_index(batch_op.f("ix_mailing_campaign_id"))

    op.drop_table("mailing")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index("ix_contact_partner_id")

    op.drop_table("contact")
    with op.batch_alter_table("partner_import", schema=None) as batch_op:
        batch_op.drop_index("ix_partner_import_organisation_id_created_at")

    op.drop_table("partner_import")
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.drop_index("ix_partner_parent_id")
        batch_op.drop_index("ix_partner_organisation_id_name_order_id")

    op.drop_table("partner")
