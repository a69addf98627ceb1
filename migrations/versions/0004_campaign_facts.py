"""Campaign facts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "campaign_addressee",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("name", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("name_forms", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("offices", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column(
            "numbering",
            sa.Enum("1.", "1)", "none", name="numbering", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("note", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_addressee_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_addressee")),
        sa.UniqueConstraint("campaign_id", "key", name=op.f("uq_campaign_addressee_campaign_id_key")),
    )
    op.create_table(
        "campaign_argument",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("argument", "words", name="argumentkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("text", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_argument_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_argument")),
    )
    with op.batch_alter_table("campaign_argument", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_argument_campaign_id", ["campaign_id"], unique=False)

    op.create_table(
        "campaign_call",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column(
            "numbering",
            sa.Enum("1.", "1)", "none", name="numbering", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("to", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("text", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_call_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_call")),
        sa.UniqueConstraint("campaign_id", "key", name=op.f("uq_campaign_call_campaign_id_key")),
    )
    op.create_table(
        "campaign_event",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("date", sa.String(length=21), nullable=False),
        sa.Column("text", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("place", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("instructions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("alleged_grounds", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_event_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_event")),
        sa.UniqueConstraint("campaign_id", "key", name=op.f("uq_campaign_event_campaign_id_key")),
    )
    op.create_table(
        "campaign_finding",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("topic", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("conflict", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("differs", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_finding_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_finding")),
        sa.UniqueConstraint("campaign_id", "key", name=op.f("uq_campaign_finding_campaign_id_key")),
    )
    op.create_table(
        "campaign_intention",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column(
            "numbering",
            sa.Enum("1.", "1)", "none", name="numbering", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("text", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_intention_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_intention")),
        sa.UniqueConstraint("campaign_id", "key", name=op.f("uq_campaign_intention_campaign_id_key")),
    )
    op.create_table(
        "campaign_link",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_link_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_link")),
        sa.UniqueConstraint("campaign_id", "slug", name=op.f("uq_campaign_link_campaign_id_slug")),
    )
    op.create_table(
        "campaign_meeting",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("name", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("motto", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("place", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("date", sa.String(length=21), nullable=False),
        sa.Column("participants", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("countries", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_meeting_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_meeting")),
        sa.UniqueConstraint("campaign_id", "key", name=op.f("uq_campaign_meeting_campaign_id_key")),
    )
    op.create_table(
        "campaign_procedure",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "ilo_cfa",
                "ilo_article_24",
                "ilo_article_26",
                "ilo_ceacr",
                "un_special_procedures",
                "un_wgad",
                "un_treaty_body",
                "other",
                name="procedurekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("body", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("subject", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("filed", sa.String(length=21), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "active",
                "follow_up",
                "closed",
                "unknown",
                name="procedurestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("serious_and_urgent", sa.Boolean(), nullable=False),
        sa.Column("legislative_aspects_referred", sa.Boolean(), nullable=False),
        sa.Column("note", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_procedure_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_procedure")),
        sa.UniqueConstraint("campaign_id", "key", name=op.f("uq_campaign_procedure_campaign_id_key")),
    )
    op.create_table(
        "campaign_situation",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("text", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_situation_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_situation")),
    )
    with op.batch_alter_table("campaign_situation", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_situation_campaign_id", ["campaign_id"], unique=False)

    op.create_table(
        "campaign_communication",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("procedure_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "complaint",
                "association",
                "additional_information",
                "government_reply",
                "postponement",
                "urgent_appeal",
                "other",
                name="communicationkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("date", sa.String(length=21), nullable=False),
        sa.Column("text", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_communication_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"],
            ["campaign_procedure.id"],
            name=op.f("fk_campaign_communication_procedure_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_communication")),
    )
    with op.batch_alter_table("campaign_communication", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_communication_campaign_id", ["campaign_id"], unique=False)
        batch_op.create_index("ix_campaign_communication_procedure_id", ["procedure_id"], unique=False)

    op.create_table(
        "campaign_demand",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("addressee_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("summary", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("actions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("note", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["addressee_id"],
            ["campaign_addressee.id"],
            name=op.f("fk_campaign_demand_addressee_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_demand_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_demand")),
        sa.UniqueConstraint("addressee_id", "number", name=op.f("uq_campaign_demand_addressee_id_number")),
        sa.UniqueConstraint("campaign_id", "key", name=op.f("uq_campaign_demand_campaign_id_key")),
    )
    op.create_table(
        "campaign_finding_fact",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("finding_id", sa.BigInteger(), nullable=False),
        sa.Column("date", sa.String(length=21), nullable=False),
        sa.Column("text", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_finding_fact_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["campaign_finding.id"],
            name=op.f("fk_campaign_finding_fact_finding_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_finding_fact")),
    )
    with op.batch_alter_table("campaign_finding_fact", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_finding_fact_campaign_id", ["campaign_id"], unique=False)
        batch_op.create_index("ix_campaign_finding_fact_finding_id", ["finding_id"], unique=False)

    op.create_table(
        "campaign_report",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("procedure_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "interim",
                "kept_informed",
                "definitive",
                "other",
                name="reportkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("date", sa.String(length=21), nullable=False),
        sa.Column("paragraphs", sa.String(length=200), nullable=False),
        sa.Column("text", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_report_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"],
            ["campaign_procedure.id"],
            name=op.f("fk_campaign_report_procedure_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_report")),
    )
    with op.batch_alter_table("campaign_report", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_report_campaign_id", ["campaign_id"], unique=False)
        batch_op.create_index("ix_campaign_report_procedure_id", ["procedure_id"], unique=False)

    op.create_table(
        "campaign_demand_state",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("demand_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "progress",
            sa.Enum(
                "raised",
                "acknowledged",
                "refused",
                "partly_met",
                "met",
                "reversed",
                name="progress",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("date", sa.String(length=21), nullable=False),
        sa.Column("note", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_demand_state_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["demand_id"], ["campaign_demand.id"], name=op.f("fk_campaign_demand_state_demand_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_demand_state")),
    )
    with op.batch_alter_table("campaign_demand_state", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_demand_state_campaign_id", ["campaign_id"], unique=False)
        batch_op.create_index("ix_campaign_demand_state_demand_id", ["demand_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("campaign_demand_state", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_demand_state_demand_id")
        batch_op.drop_index("ix_campaign_demand_state_campaign_id")

    op.drop_table("campaign_demand_state")
    with op.batch_alter_table("campaign_report", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_report_procedure_id")
        batch_op.drop_index("ix_campaign_report_campaign_id")

    op.drop_table("campaign_report")
    with op.batch_alter_table("campaign_finding_fact", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_finding_fact_finding_id")
        batch_op.drop_index("ix_campaign_finding_fact_campaign_id")

    op.drop_table("campaign_finding_fact")
    op.drop_table("campaign_demand")
    with op.batch_alter_table("campaign_communication", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_communication_procedure_id")
        batch_op.drop_index("ix_campaign_communication_campaign_id")

    op.drop_table("campaign_communication")
    with op.batch_alter_table("campaign_situation", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_situation_campaign_id")

    op.drop_table("campaign_situation")
    op.drop_table("campaign_procedure")
    op.drop_table("campaign_meeting")
    op.drop_table("campaign_link")
    op.drop_table("campaign_intention")
    op.drop_table("campaign_finding")
    op.drop_table("campaign_event")
    op.drop_table("campaign_call")
    with op.batch_alter_table("campaign_argument", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_argument_campaign_id")

    op.drop_table("campaign_argument")
    op.drop_table("campaign_addressee")
