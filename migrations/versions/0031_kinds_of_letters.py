"""Every kind of letter, and what only some of them ask.

`letter` has prints that go with it (ON DELETE CASCADE), and SQLite changes a constraint only by making a table anew,
whose old one it empties first. So the words that `kind` may hold are changed in the schema's own words there, which
SQLite's documentation describes for exactly this (ALTER TABLE, section 8).
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031"
down_revision = "0030"

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
CHECK = "ck_letter_letterkind"
BEFORE = ("appeal", "ilo_dg_intervention")
AFTER = (
    "appeal",
    "protest",
    "ilo_dg_intervention",
    "ilo_cfa_complaint",
    "ilo_cfa_additional_info",
    "ilo_cfa_association",
    "ilo_cfa_followup",
    "ilo_art24_representation",
    "ilo_art23_observation",
    "un_communication",
    "un_wgad",
    "eu_letter",
    "partner_appeal",
    "press_release",
    "urgent_appeal",
)


def upgrade() -> None:
    op.add_column("letter", sa.Column("answers", JSON, nullable=False, server_default=sa.text("'{}'")))
    _allow(BEFORE, AFTER)


def downgrade() -> None:
    """Letters that the older program has no word for go, with their prints."""
    kept = ", ".join(f"'{word}'" for word in BEFORE)
    gone = f"SELECT id FROM letter WHERE kind NOT IN ({kept})"  # noqa: S608  # constants
    op.execute(f"DELETE FROM letter_print WHERE letter_id IN ({gone})")  # noqa: S608  # constants
    op.execute(f"DELETE FROM letter WHERE kind NOT IN ({kept})")  # noqa: S608  # constants
    _allow(AFTER, BEFORE)
    op.drop_column("letter", "answers")


def _allow(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    if op.get_bind().dialect.name == "sqlite":
        _say_anew(_check(before), _check(after))
    else:
        op.drop_constraint(op.f(CHECK), "letter", type_="check")
        op.create_check_constraint(op.f(CHECK), "letter", _check(after))


def _check(words: tuple[str, ...]) -> str:
    return "kind IN (" + ", ".join(f"'{word}'" for word in words) + ")"


def _say_anew(before: str, after: str) -> None:
    connection = op.get_bind()
    table = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'letter'")
    words = connection.execute(table).scalar_one()
    if words.count(before) != 1:
        raise RuntimeError("the table letter is not as this migration expects it")
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = :words WHERE type = 'table' AND name = 'letter'"),
        {"words": words.replace(before, after)},
    )
    # All connections read the schema again.
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")
