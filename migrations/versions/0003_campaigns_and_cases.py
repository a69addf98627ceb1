"""Campaigns and cases."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "arrest",
                "dismissals",
                "union_dissolved",
                "outlet_closed",
                "bad_law",
                "strike_repressed",
                "forced_labour",
                "mission_recommendations",
                name="campaignkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "in_review",
                "live",
                "paused",
                "closed",
                "archived",
                name="campaignstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
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
            nullable=True,
        ),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("original_language", sa.String(length=20), nullable=False),
        sa.Column("countries", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("country_names", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("issues", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("title", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("summary", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("background", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("motto", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("petition_title", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("petition_text", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("petition_addressee", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("risks", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.BigInteger(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by_id", sa.BigInteger(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.BigInteger(), nullable=True),
        sa.Column("published_in_emergency", sa.Boolean(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "outcome IS NULL OR state IN ('closed', 'archived')", name=op.f("ck_campaign_outcome_when_ended")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_campaign_version_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["organiser.id"], name=op.f("fk_campaign_created_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_campaign_organisation_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["organiser.id"], name=op.f("fk_campaign_published_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by_id"], ["organiser.id"], name=op.f("fk_campaign_reviewed_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["organiser.id"], name=op.f("fk_campaign_submitted_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("slug", name=op.f("uq_campaign_slug")),
    )
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_organisation_id", ["organisation_id"], unique=False)
        batch_op.create_index("ix_campaign_state", ["state"], unique=False)

    op.create_table(
        "campaign_actor",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "union",
                "union_federation",
                "union_confederation",
                "global_union",
                "union_group",
                "human_rights_ngo",
                "movement",
                "coalition",
                "media_outlet",
                "public_foundation",
                "intergovernmental_body",
                "parliament",
                "government",
                "court",
                "authority",
                "employer",
                "spokesperson",
                "other",
                name="actorkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("name_forms", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("abbreviation", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("aliases", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("role", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("state", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("note", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_actor_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["campaign_actor.id"], name=op.f("fk_campaign_actor_parent_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_actor")),
        sa.UniqueConstraint("campaign_id", "key", name=op.f("uq_campaign_actor_campaign_id_key")),
    )
    with op.batch_alter_table("campaign_actor", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_actor_parent_id", ["parent_id"], unique=False)

    op.create_table(
        "campaign_law",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("name", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("state", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("instruments", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_law_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_law")),
        sa.UniqueConstraint("campaign_id", "key", name=op.f("uq_campaign_law_campaign_id_key")),
    )
    op.create_table(
        "campaign_source",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("title", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("publisher", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("published", sa.String(length=21), nullable=False),
        sa.Column("retrieved_on", sa.Date(), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("translated_from", sa.String(length=20), nullable=False),
        sa.Column("notes", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_source_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_source")),
        sa.UniqueConstraint("campaign_id", "key", name=op.f("uq_campaign_source_campaign_id_key")),
    )
    op.create_table(
        "campaign_case",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "person",
                "group",
                "organisation",
                "media_outlet",
                "law",
                "practice",
                "incident",
                name="casekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("name_variants", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("name_forms", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column(
            "gender",
            sa.Enum("f", "m", "unknown", name="gender", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("role", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("about", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("law_id", sa.BigInteger(), nullable=True),
        sa.Column("sensitive", sa.String(), nullable=False),
        sa.Column(
            "consent",
            sa.Enum(
                "not_asked",
                "given",
                "refused",
                "not_needed",
                name="consent",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["campaign_actor.id"], name=op.f("fk_campaign_case_actor_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_case_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["law_id"], ["campaign_law.id"], name=op.f("fk_campaign_case_law_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_case")),
        sa.UniqueConstraint("campaign_id", "key", name=op.f("uq_campaign_case_campaign_id_key")),
    )
    with op.batch_alter_table("campaign_case", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_case_actor_id", ["actor_id"], unique=False)
        batch_op.create_index("ix_campaign_case_law_id", ["law_id"], unique=False)

    op.create_table(
        "campaign_status",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "detained",
                "arrested",
                "charged",
                "under_prosecution",
                "house_arrest",
                "convicted",
                "jailed",
                "rearrested",
                "pardoned",
                "released",
                "released_after_pardon",
                "released_after_full_term",
                "acquitted",
                "charges_dropped",
                "rehabilitated",
                "restricted",
                "restriction_lifted",
                "sanctioned_unspecified",
                "declared_incapable",
                "forced_into_exile",
                "disappeared",
                "deceased",
                "dismissed",
                "reinstated",
                "under_pressure",
                "registration_refused",
                "registered",
                "suspended",
                "dissolved",
                "sued_for_closure",
                "closed",
                "draft_law",
                "passed_readings",
                "in_force",
                "vetoed",
                "amended",
                "withdrawn",
                "ongoing",
                "ended",
                "unknown",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("date", sa.String(length=21), nullable=False),
        sa.Column("note", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_status_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["campaign_case.id"], name=op.f("fk_campaign_status_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_status")),
    )
    with op.batch_alter_table("campaign_status", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_status_campaign_id", ["campaign_id"], unique=False)
        batch_op.create_index("ix_campaign_status_case_id", ["case_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("campaign_status", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_status_case_id")
        batch_op.drop_index("ix_campaign_status_campaign_id")

    op.drop_table("campaign_status")
    with op.batch_alter_table("campaign_case", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_case_law_id")
        batch_op.drop_index("ix_campaign_case_actor_id")

    op.drop_table("campaign_case")
    op.drop_table("campaign_source")
    op.drop_table("campaign_law")
    with op.batch_alter_table("campaign_actor", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_actor_parent_id")

    op.drop_table("campaign_actor")
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_state")
        batch_op.drop_index("ix_campaign_organisation_id")

    op.drop_table("campaign")
