"""Claims and mentions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "address_confirmation",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("office_id", sa.String(length=80), nullable=False),
        sa.Column("lines", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("page", sa.String(length=2000), nullable=False),
        sa.Column("confirmed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("page <> ''", name=op.f("ck_address_confirmation_names_a_page")),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"],
            ["organiser.id"],
            name=op.f("fk_address_confirmation_confirmed_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_address_confirmation_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_confirmation")),
    )
    with op.batch_alter_table("address_confirmation", schema=None) as batch_op:
        batch_op.create_index(
            "ix_address_confirmation_organisation_id_office_id", ["organisation_id", "office_id"], unique=False
        )

    op.create_table(
        "campaign_mention",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "concerned",
                "posthumously",
                "voice",
                "complainant",
                "sender",
                "recipient",
                "auspices",
                name="mentionrole",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("from_argument_id", sa.BigInteger(), nullable=True),
        sa.Column("from_call_id", sa.BigInteger(), nullable=True),
        sa.Column("from_communication_id", sa.BigInteger(), nullable=True),
        sa.Column("from_demand_id", sa.BigInteger(), nullable=True),
        sa.Column("from_event_id", sa.BigInteger(), nullable=True),
        sa.Column("from_finding_id", sa.BigInteger(), nullable=True),
        sa.Column("from_procedure_id", sa.BigInteger(), nullable=True),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column("law_id", sa.BigInteger(), nullable=True),
        sa.Column("procedure_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "CASE WHEN actor_id IS NULL THEN 0 ELSE 1 END + CASE WHEN case_id IS NULL THEN 0 ELSE 1 END + CASE WHEN law_id IS NULL THEN 0 ELSE 1 END + CASE WHEN procedure_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_campaign_mention_is_of_one_fact"),
        ),
        sa.CheckConstraint(
            "CASE WHEN from_argument_id IS NULL THEN 0 ELSE 1 END + CASE WHEN from_call_id IS NULL THEN 0 ELSE 1 END + CASE WHEN from_communication_id IS NULL THEN 0 ELSE 1 END + CASE WHEN from_demand_id IS NULL THEN 0 ELSE 1 END + CASE WHEN from_event_id IS NULL THEN 0 ELSE 1 END + CASE WHEN from_finding_id IS NULL THEN 0 ELSE 1 END + CASE WHEN from_procedure_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_campaign_mention_is_from_one_fact"),
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["campaign_actor.id"], name=op.f("fk_campaign_mention_actor_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_mention_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["campaign_case.id"], name=op.f("fk_campaign_mention_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["from_argument_id"],
            ["campaign_argument.id"],
            name=op.f("fk_campaign_mention_from_argument_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["from_call_id"], ["campaign_call.id"], name=op.f("fk_campaign_mention_from_call_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["from_communication_id"],
            ["campaign_communication.id"],
            name=op.f("fk_campaign_mention_from_communication_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["from_demand_id"],
            ["campaign_demand.id"],
            name=op.f("fk_campaign_mention_from_demand_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["from_event_id"], ["campaign_event.id"], name=op.f("fk_campaign_mention_from_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["from_finding_id"],
            ["campaign_finding.id"],
            name=op.f("fk_campaign_mention_from_finding_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["from_procedure_id"],
            ["campaign_procedure.id"],
            name=op.f("fk_campaign_mention_from_procedure_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["law_id"], ["campaign_law.id"], name=op.f("fk_campaign_mention_law_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"],
            ["campaign_procedure.id"],
            name=op.f("fk_campaign_mention_procedure_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_mention")),
    )
    with op.batch_alter_table("campaign_mention", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_mention_campaign_id", ["campaign_id"], unique=False)

    op.create_table(
        "campaign_claim",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("says", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("differs", sa.Boolean(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("argument_id", sa.BigInteger(), nullable=True),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column("communication_id", sa.BigInteger(), nullable=True),
        sa.Column("demand_id", sa.BigInteger(), nullable=True),
        sa.Column("demand_state_id", sa.BigInteger(), nullable=True),
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.Column("finding_fact_id", sa.BigInteger(), nullable=True),
        sa.Column("law_id", sa.BigInteger(), nullable=True),
        sa.Column("procedure_id", sa.BigInteger(), nullable=True),
        sa.Column("report_id", sa.BigInteger(), nullable=True),
        sa.Column("situation_id", sa.BigInteger(), nullable=True),
        sa.Column("status_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "CASE WHEN actor_id IS NULL THEN 0 ELSE 1 END + CASE WHEN argument_id IS NULL THEN 0 ELSE 1 END + CASE WHEN case_id IS NULL THEN 0 ELSE 1 END + CASE WHEN communication_id IS NULL THEN 0 ELSE 1 END + CASE WHEN demand_id IS NULL THEN 0 ELSE 1 END + CASE WHEN demand_state_id IS NULL THEN 0 ELSE 1 END + CASE WHEN event_id IS NULL THEN 0 ELSE 1 END + CASE WHEN finding_fact_id IS NULL THEN 0 ELSE 1 END + CASE WHEN law_id IS NULL THEN 0 ELSE 1 END + CASE WHEN procedure_id IS NULL THEN 0 ELSE 1 END + CASE WHEN report_id IS NULL THEN 0 ELSE 1 END + CASE WHEN situation_id IS NULL THEN 0 ELSE 1 END + CASE WHEN status_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_campaign_claim_is_of_one_fact"),
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["campaign_actor.id"], name=op.f("fk_campaign_claim_actor_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["argument_id"], ["campaign_argument.id"], name=op.f("fk_campaign_claim_argument_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_claim_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["campaign_case.id"], name=op.f("fk_campaign_claim_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["campaign_communication.id"],
            name=op.f("fk_campaign_claim_communication_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["demand_id"], ["campaign_demand.id"], name=op.f("fk_campaign_claim_demand_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["demand_state_id"],
            ["campaign_demand_state.id"],
            name=op.f("fk_campaign_claim_demand_state_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["campaign_event.id"], name=op.f("fk_campaign_claim_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["finding_fact_id"],
            ["campaign_finding_fact.id"],
            name=op.f("fk_campaign_claim_finding_fact_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["law_id"], ["campaign_law.id"], name=op.f("fk_campaign_claim_law_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["campaign_procedure.id"], name=op.f("fk_campaign_claim_procedure_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["campaign_report.id"], name=op.f("fk_campaign_claim_report_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["situation_id"], ["campaign_situation.id"], name=op.f("fk_campaign_claim_situation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["campaign_source.id"], name=op.f("fk_campaign_claim_source_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["status_id"], ["campaign_status.id"], name=op.f("fk_campaign_claim_status_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_claim")),
    )
    with op.batch_alter_table("campaign_claim", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_claim_campaign_id", ["campaign_id"], unique=False)
        batch_op.create_index("ix_campaign_claim_source_id", ["source_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("campaign_claim", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_claim_source_id")
        batch_op.drop_index("ix_campaign_claim_campaign_id")

    op.drop_table("campaign_claim")
    with op.batch_alter_table("campaign_mention", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_mention_campaign_id")

    op.drop_table("campaign_mention")
    with op.batch_alter_table("address_confirmation", schema=None) as batch_op:
        batch_op.drop_index("ix_address_confirmation_organisation_id_office_id")

    op.drop_table("address_confirmation")
