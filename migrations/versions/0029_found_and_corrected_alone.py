"""One person may correct the directory where there is no second one; it is marked until somebody else has looked.
Procedures, updates, letters and mailings are found by keys of their words; those of rows that are here are made now.
"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from foundation.searching import search_key

revision = "0029"
down_revision = "0028"

ANOTHER = "ck_office_change_decided_by_another"
ALONE = "ck_office_change_only_what_holds_is_made_alone"
LOOKED = "ck_office_change_only_what_was_made_alone_is_looked_at"
BY_ANOTHER = "ck_office_change_looked_at_by_another"
LOOKER = "fk_office_change_reviewed_by_id"
# Table → what its rows are known by, and the columns whose words are looked for.
KEYS = {
    "campaign_procedure": (("id",), ("number", "subject", "body", "kind")),
    "campaign_update_text": (("update_id", "language"), ("title", "text")),
    "letter": (("id",), ("our_reference", "your_reference", "subject")),
    "mailing": (("id",), ("title",)),
}
BY_LANGUAGE = {("campaign_procedure", "subject"), ("campaign_procedure", "body")}
# Tables of wide rows: SQLite finds keys through an index that holds nothing else.
WIDE = {
    "campaign": "id",
    "campaign_case": "id",
    "campaign_actor": "id",
    "campaign_procedure": "id",
    "campaign_update_text": "update_id",
}
CASE_WORDS = ("Case No.", "Дело №", "Cas n°", "Caso núm.")
AT_ONCE = 1000


def upgrade() -> None:
    for table, (known_by, columns) in KEYS.items():
        op.add_column(table, sa.Column("search_key", sa.Text(), nullable=False, server_default=""))
        _fill(table, known_by, columns)
    for wide, one in WIDE.items():
        op.create_index(f"ix_{wide}_search", wide, [one, "search_key"], postgresql_where=sa.text("false"))
    with op.batch_alter_table("office_change") as changed:
        changed.add_column(sa.Column("made_alone", sa.Boolean(), nullable=False, server_default=sa.false()))
        changed.add_column(sa.Column("reviewed_by_id", sa.BigInteger(), nullable=True))
        changed.add_column(sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True))
        changed.create_foreign_key(op.f(LOOKER), "organiser", ["reviewed_by_id"], ["id"], ondelete="SET NULL")
        changed.drop_constraint(op.f(ANOTHER), type_="check")
        changed.create_check_constraint(
            op.f(ANOTHER), "state NOT IN ('accepted', 'declined') OR made_alone OR decided_by_id <> proposed_by_id"
        )
        changed.create_check_constraint(op.f(ALONE), "NOT made_alone OR state IN ('accepted', 'undone')")
        changed.create_check_constraint(op.f(LOOKED), "made_alone OR reviewed_at IS NULL")
        changed.create_check_constraint(op.f(BY_ANOTHER), "reviewed_by_id <> decided_by_id")


def _fill(table: str, known_by: tuple[str, ...], columns: tuple[str, ...]) -> None:
    names = dict.fromkeys((*known_by, *columns, "search_key"))
    described = sa.table(table, *map(sa.column, names))
    one = sa.and_(*(described.c[name] == sa.bindparam(f"its_{name}") for name in known_by))
    rows = op.get_bind().execute(sa.select(*(described.c[name] for name in (*known_by, *columns)))).mappings().all()
    for begin in range(0, len(rows), AT_ONCE):
        keys = [
            {f"its_{name}": row[name] for name in known_by} | {"key": _key(table, row, columns)}
            for row in rows[begin : begin + AT_ONCE]
        ]
        op.get_bind().execute(sa.update(described).where(one).values(search_key=sa.bindparam("key")), keys)


def _key(table: str, row: Any, columns: tuple[str, ...]) -> str:
    words = CASE_WORDS if "number" in columns and row["number"] else ()
    return search_key(*(_value(table, name, row[name]) for name in columns), words)


def _value(table: str, name: str, kept: Any) -> Any:
    """SQLite hands JSON out as text."""
    return json.loads(kept) if (table, name) in BY_LANGUAGE and isinstance(kept, str) else kept


def downgrade() -> None:
    for table in reversed(WIDE):
        op.drop_index(f"ix_{table}_search", table)
    for table in reversed(KEYS):
        op.drop_column(table, "search_key")
    # Who decided it cannot be the one who proposed it, in the schema of before: it holds without saying who did.
    op.execute("UPDATE office_change SET decided_by_id = NULL WHERE made_alone")
    with op.batch_alter_table("office_change") as changed:
        for name in (BY_ANOTHER, LOOKED, ALONE, ANOTHER):
            changed.drop_constraint(op.f(name), type_="check")
        changed.create_check_constraint(
            op.f(ANOTHER), "state NOT IN ('accepted', 'declined') OR decided_by_id <> proposed_by_id"
        )
        changed.drop_constraint(op.f(LOOKER), type_="foreignkey")
        changed.drop_column("reviewed_at")
        changed.drop_column("reviewed_by_id")
        changed.drop_column("made_alone")
