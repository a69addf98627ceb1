"""Names are found however they are written; who gave consent is kept.

The keys of rows that are here already are made now.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from foundation.searching import search_key

revision = "0026"
down_revision = "0025"

KEYS = {
    "campaign": (sa.column("title", sa.JSON), sa.column("slug", sa.Text)),
    "campaign_case": tuple(sa.column(name, sa.JSON) for name in ("name", "name_variants", "name_forms")),
    "campaign_actor": tuple(sa.column(name, sa.JSON) for name in ("name", "aliases", "abbreviation", "name_forms")),
    "campaign_addressee": (sa.column("name", sa.JSON),),
    "partner": (sa.column("name", sa.Text),),
    "contact": (sa.column("name", sa.Text),),
}
AT_ONCE = 1000


def upgrade() -> None:
    for table, columns in KEYS.items():
        op.add_column(table, sa.Column("search_key", sa.Text(), nullable=False, server_default=""))
        _fill(table, columns)
    op.add_column("campaign_case", sa.Column("consent_by", sa.String(length=200), nullable=False, server_default=""))


def _fill(table: str, columns: tuple[sa.ColumnClause[Any], ...]) -> None:
    described = sa.table(table, sa.column("id"), sa.column("search_key"))
    rows = op.get_bind().execute(sa.select(described.c.id, *columns).select_from(described)).all()
    for begin in range(0, len(rows), AT_ONCE):
        keys = [{"of": row[0], "key": search_key(*row[1:])} for row in rows[begin : begin + AT_ONCE]]
        op.get_bind().execute(
            sa.update(described).where(described.c.id == sa.bindparam("of")).values(search_key=sa.bindparam("key")),
            keys,
        )


def downgrade() -> None:
    op.drop_column("campaign_case", "consent_by")
    for table in reversed(KEYS):
        op.drop_column(table, "search_key")
