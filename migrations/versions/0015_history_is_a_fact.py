"""Whether an example is from history is a fact of its own; of whom the annex of a dossier was made."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

# The examples from history that came with the program so far.
FROM_HISTORY = (
    "central-asia-2019-recommendations",
    "kyrgyzstan-kloop-media",
    "kyrgyzstan-trade-union-law-case-3386",
)


def upgrade() -> None:
    op.add_column("campaign", sa.Column("is_history", sa.Boolean(), nullable=False, server_default=sa.false()))
    campaign = sa.table("campaign", sa.column("slug"), sa.column("is_example"), sa.column("is_history"))
    op.execute(
        campaign.update()
        .where(campaign.c.is_example == sa.true(), campaign.c.slug.in_(FROM_HISTORY))
        .values(is_history=sa.true())
    )
    op.add_column("dossier", sa.Column("annex_names", sa.String(length=64), nullable=False, server_default=""))
    op.add_column("dossier", sa.Column("annex_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("dossier", "annex_until")
    op.drop_column("dossier", "annex_names")
    op.drop_column("campaign", "is_history")
