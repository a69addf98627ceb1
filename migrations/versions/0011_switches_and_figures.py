"""Switches for a bad day."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0008"


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


def downgrade() -> None:
    op.drop_table("switched_off")
