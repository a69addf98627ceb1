"""How each translation stands to its original, what waits to be taken over, and links of translators."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_table(
        "translation",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("block", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "missing",
                "draft",
                "checked",
                "outdated",
                name="blockstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("follows", sa.Boolean(), nullable=False),
        sa.Column("made_from", sa.Text(), nullable=False),
        sa.Column("made_from_digest", sa.String(length=64), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.Column("written_by_id", sa.BigInteger(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_by", sa.String(length=200), nullable=False),
        sa.Column("checked_by_id", sa.BigInteger(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state <> 'missing'", name=op.f("ck_translation_is_there")),
        sa.CheckConstraint(
            "state <> 'checked' OR checked_at IS NOT NULL", name=op.f("ck_translation_checked_at_some_time")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_translation_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["checked_by_id"], ["organiser.id"], name=op.f("fk_translation_checked_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["organiser.id"], name=op.f("fk_translation_written_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
        sa.UniqueConstraint("campaign_id", "language", "block", name=op.f("uq_translation_campaign_id_language_block")),
    )
    op.create_table(
        "translator_link",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("block", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("token_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_by_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ends_at > created_at", name=op.f("ck_translator_link_ends_later")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_translator_link_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["organiser.id"], name=op.f("fk_translator_link_created_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translator_link")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_translator_link_token_digest")),
    )
    op.create_index("ix_translator_link_campaign_id", "translator_link", ["campaign_id"])
    op.create_table(
        "translation_draft",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("block", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_from", sa.Text(), nullable=False),
        sa.Column("made_from_digest", sa.String(length=64), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.Column("written_by_id", sa.BigInteger(), nullable=True),
        sa.Column("link_id", sa.BigInteger(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_translation_draft_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["link_id"], ["translator_link.id"], name=op.f("fk_translation_draft_link_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["organiser.id"], name=op.f("fk_translation_draft_written_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_draft")),
        sa.UniqueConstraint(
            "campaign_id", "language", "block", name=op.f("uq_translation_draft_campaign_id_language_block")
        ),
    )
    op.create_index("ix_translation_draft_link_id", "translation_draft", ["link_id"])


def downgrade() -> None:
    op.drop_table("translation_draft")
    op.drop_table("translator_link")
    op.drop_table("translation")
