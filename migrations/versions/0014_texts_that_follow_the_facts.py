"""Texts that follow the facts, and what a hold keeps back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")


def upgrade() -> None:
    op.add_column("campaign", sa.Column("stock", JSON, nullable=False, server_default="{}"))
    op.add_column("campaign", sa.Column("withheld", JSON, nullable=False, server_default="{}"))
    op.add_column("campaign", sa.Column("former_slugs", JSON, nullable=False, server_default="[]"))
    op.add_column("campaign", sa.Column("held_since_version", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("campaign") as batch_op:
        for column in ("held_since_version", "former_slugs", "withheld", "stock"):
            batch_op.drop_column(column)
