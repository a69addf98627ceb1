"""Petitions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "shown_text",
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_shown_text")),
    )
    op.create_table(
        "petition",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "paused", "closed", name="petitionstate", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("is_indexed", sa.Boolean(), nullable=False),
        sa.Column("original_language", sa.String(length=20), nullable=False),
        sa.Column("texts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("surroundings", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("target_countries", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("digest_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("goal", sa.Integer(), nullable=True),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.Column("paper", sa.Integer(), nullable=False),
        sa.Column("organisations", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("figures_minute", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_petition_closed_has_a_time")),
        sa.CheckConstraint("goal IS NULL OR goal > 0", name=op.f("ck_petition_goal_is_a_number_to_reach")),
        sa.CheckConstraint(
            "waiting >= 0 AND confirmed >= 0 AND paper >= 0 AND organisations >= 0",
            name=op.f("ck_petition_counts_from_zero"),
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_petition_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_petition_organisation_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petition")),
        sa.UniqueConstraint("campaign_id", name=op.f("uq_petition_campaign_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_petition_slug")),
    )
    with op.batch_alter_table("petition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_petition_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "petition_tally",
        sa.Column("petition_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("country", "partner", name="tallykind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.CheckConstraint("confirmed >= 0", name=op.f("ck_petition_tally_counts_from_zero")),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_petition_tally_petition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("petition_id", "kind", "key", name=op.f("pk_petition_tally")),
    )
    op.create_table(
        "signature",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reference", sa.BigInteger(), nullable=False),
        sa.Column("petition_id", sa.BigInteger(), nullable=False),
        sa.Column("email_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("nonce", sa.LargeBinary(length=16), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "pending",
                "confirmed",
                "withdrawn",
                "invalidated",
                "quarantined",
                name="signaturestate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state_before",
            sa.Enum("pending", "confirmed", name="statebefore", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=True),
        sa.Column("reply_envelope", sa.LargeBinary(), nullable=True),
        sa.Column("shown_name", sa.String(length=80), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column(
            "web_visibility",
            sa.Enum(
                "none",
                "country",
                "initials",
                "full",
                name="webvisibility",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "addressee_visibility",
            sa.Enum(
                "counted",
                "initials",
                "full",
                name="addresseevisibility",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("keeps_address", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("via", sa.String(length=40), nullable=False),
        sa.Column("text_version", sa.String(length=32), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mails_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mails", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('invalidated', 'quarantined')) = (state_before IS NOT NULL)",
            name=op.f("ck_signature_can_go_back"),
        ),
        sa.CheckConstraint(
            "state <> 'confirmed' OR confirmed_at IS NOT NULL", name=op.f("ck_signature_confirmed_has_a_time")
        ),
        sa.CheckConstraint(
            "state <> 'withdrawn' OR (envelope IS NULL AND reply_envelope IS NULL AND shown_name IS NULL AND country IS NULL AND via = '')",
            name=op.f("ck_signature_withdrawn_keeps_nothing"),
        ),
        sa.CheckConstraint(
            "state = 'withdrawn' OR (envelope IS NOT NULL AND country IS NOT NULL)", name=op.f("ck_signature_is_whole")
        ),
        sa.CheckConstraint(
            "web_visibility IN ('initials', 'full') OR shown_name IS NULL",
            name=op.f("ck_signature_shows_what_was_chosen"),
        ),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_signature_petition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint("petition_id", "email_digest", name=op.f("uq_signature_petition_id_email_digest")),
        sa.UniqueConstraint("reference", name=op.f("uq_signature_reference")),
    )
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.create_index(
            "ix_signature_listed",
            ["petition_id", "state", "id"],
            unique=False,
            sqlite_where=sa.text("web_visibility <> 'none'"),
            postgresql_where=sa.text("web_visibility <> 'none'"),
        )
        batch_op.create_index("ix_signature_newest", ["petition_id", "id"], unique=False)
        batch_op.create_index(
            "ix_signature_pending",
            ["mailed_at"],
            unique=False,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.create_index(
            "ix_signature_reply",
            ["mailed_at"],
            unique=False,
            sqlite_where=sa.text("reply_envelope IS NOT NULL"),
            postgresql_where=sa.text("reply_envelope IS NOT NULL"),
        )

    op.create_table(
        "consent",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("signature_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "count",
                "show",
                "addressee",
                "updates",
                "list",
                "partner",
                name="consentkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text_version", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["signature.id"], name=op.f("fk_consent_signature_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_signature_id"), ["signature_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_signature_id"))

    op.drop_table("consent")
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_signature_reply",
            sqlite_where=sa.text("reply_envelope IS NOT NULL"),
            postgresql_where=sa.text("reply_envelope IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_signature_pending",
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.drop_index("ix_signature_newest")
        batch_op.drop_index(
            "ix_signature_listed",
            sqlite_where=sa.text("web_visibility <> 'none'"),
            postgresql_where=sa.text("web_visibility <> 'none'"),
        )

    op.drop_table("signature")
    op.drop_table("petition_tally")
    with op.batch_alter_table("petition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_petition_organisation_id"))

    op.drop_table("petition")
    op.drop_table("shown_text")
