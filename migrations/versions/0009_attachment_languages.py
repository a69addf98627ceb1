"""An attachment may belong to one language version of its mailing."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("mailing_attachment", sa.Column("language", sa.String(length=20), nullable=True))


def downgrade() -> None:
    op.drop_column("mailing_attachment", "language")
