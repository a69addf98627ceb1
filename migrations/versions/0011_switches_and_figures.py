"""Switches for a bad day; tallies by day and organisation, what the public was told, milestones and recounts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "switched_off",
        sa.Column(
            "switch",
            sa.Enum(
                "charts",
                "signatory_list",
                "exports",
                "new_petitions",
                name="switch",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["organiser.id"], name=op.f("fk_switched_off_user_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("switch", name=op.f("pk_switched_off")),
    )
    with op.batch_alter_table("petition_tally", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sealed_name", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("is_hidden", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.drop_constraint(op.f("ck_petition_tally_tallykind"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_petition_tally_tallykind"), "kind IN ('day', 'country', 'organisation', 'partner')"
        )
        batch_op.create_index("ix_petition_tally_largest", ["petition_id", "kind", "confirmed", "key"], unique=False)
    with op.batch_alter_table("petition_tally", schema=None) as batch_op:
        batch_op.alter_column("is_hidden", server_default=None)
    op.create_table(
        "published_groups",
        sa.Column("petition_id", sa.BigInteger(), nullable=False),
        sa.Column("groups", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_published_groups_petition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("petition_id", name=op.f("pk_published_groups")),
    )
    op.create_table(
        "petition_milestone",
        sa.Column("petition_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_petition_milestone_petition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("petition_id", "number", name=op.f("pk_petition_milestone")),
    )
    op.create_table(
        "petition_recount",
        sa.Column("petition_id", sa.BigInteger(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drift", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_petition_recount_petition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("petition_id", name=op.f("pk_petition_recount")),
    )


def downgrade() -> None:
    op.drop_table("petition_recount")
    op.drop_table("petition_milestone")
    op.drop_table("published_groups")
    op.execute("DELETE FROM petition_tally WHERE kind IN ('day', 'organisation')")
    with op.batch_alter_table("petition_tally", schema=None) as batch_op:
        batch_op.drop_index("ix_petition_tally_largest")
        batch_op.drop_constraint(op.f("ck_petition_tally_tallykind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_petition_tally_tallykind"), "kind IN ('country', 'partner')")
        batch_op.drop_column("is_hidden")
        batch_op.drop_column("sealed_name")
    op.drop_table("switched_off")
