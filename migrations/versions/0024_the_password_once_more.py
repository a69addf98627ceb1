"""When the password was last given in a browser; in those that are signed in already it is asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    with op.batch_alter_table("sign_in_session") as batch:
        batch.add_column(sa.Column("password_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("sign_in_session") as batch:
        batch.drop_column("password_at")
