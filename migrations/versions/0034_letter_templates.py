"""Templates of letters that an organisation writes itself, each save a version, and which one a letter is written with.

What was approved keeps its template and the version: the trigger that holds the database to it is made anew. SQLite
adds a column with its link in one statement of its own, since it cannot add the link afterwards.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"

KINDS = (
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
BEFORE = (
    "campaign_id", "kind", "office_id", "language", "edition", "follows", "subject", "own_words", "held_at", "urgency",
    "holder", "signatory_name", "signatory_office", "contact_name", "contact_phone", "contact_email", "our_reference",
    "your_reference", "place", "dated_on", "enclosures", "copies", "omitted", "answers", "created_at", "file_sha256",
    "pages", "printed_at", "facts_version", "is_clean", "approved_at", "approved_alone", "sentences", "told",
    "addressed", "paper", "window", "archived", "postal_note", "cosigners", "with_pictures",
)  # fmt: skip
AFTER = (*BEFORE, "template_id", "template_version")
MAY_GO = ("updated_by_id", "approved_by_id")
REFUSED = "what was approved stays as it is"
TRIGGER = "CREATE TRIGGER letter_stays BEFORE UPDATE ON letter"
LINK = "fk_letter_template_id"
_OF_THE_TABLE = re.compile(rf",\s*CONSTRAINT {LINK} FOREIGN KEY\(template_id\) REFERENCES letter_template \(id\)")


def upgrade() -> None:
    op.create_table(
        "letter_template",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", _words("letterkind", *KINDS), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("version >= 1", name=op.f("ck_letter_template_version_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["deleted_by_id"], ["organiser.id"], name=op.f("fk_letter_template_deleted_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_letter_template_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_template")),
    )
    op.create_index("ix_letter_template_organisation_id", "letter_template", ["organisation_id"])
    op.create_table(
        "letter_template_version",
        sa.Column("template_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("for_supporters", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["organiser.id"], name=op.f("fk_letter_template_version_saved_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["letter_template.id"],
            name=op.f("fk_letter_template_version_template_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("template_id", "number", name=op.f("pk_letter_template_version")),
    )
    if _is_sqlite():
        op.execute(
            f"ALTER TABLE letter ADD COLUMN template_id BIGINT CONSTRAINT {LINK} REFERENCES letter_template (id)"
        )
    else:
        op.add_column("letter", sa.Column("template_id", sa.BigInteger(), nullable=True))
        op.create_foreign_key(op.f(LINK), "letter", "letter_template", ["template_id"], ["id"])
    op.add_column("letter", sa.Column("template_version", sa.Integer(), nullable=True))
    _keep_as_approved(AFTER)


def downgrade() -> None:
    """Letters stay with what was approved; drafts are written from the product's own parts again."""
    _keep_as_approved(BEFORE)
    op.drop_column("letter", "template_version")
    if _is_sqlite():
        _forget_link()
    op.drop_column("letter", "template_id")
    op.drop_table("letter_template_version")
    op.drop_table("letter_template")


def _forget_link() -> None:
    """SQLite drops no column that a constraint of the table names, as it stands where the table was made in one step.
    Its documentation describes how the schema's own words are changed for this (ALTER TABLE, section 8)."""
    connection = op.get_bind()
    table = "FROM sqlite_master WHERE type = 'table' AND name = 'letter'"
    words = connection.exec_driver_sql(f"SELECT sql {table}").scalar_one()
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = :words WHERE type = 'table' AND name = 'letter'"),
        {"words": _OF_THE_TABLE.sub("", words)},
    )
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _keep_as_approved(stays: tuple[str, ...]) -> None:
    op.execute("DROP TRIGGER letter_stays" + ("" if _is_sqlite() else " ON letter"))
    if _is_sqlite():
        op.execute(f"{TRIGGER} WHEN {_wrong(stays, 'IS NOT')} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END")
    else:
        wrong = _wrong(stays, "IS DISTINCT FROM")
        op.execute(f"{TRIGGER} FOR EACH ROW WHEN ({wrong}) EXECUTE FUNCTION letter_stays()")


def _wrong(stays: tuple[str, ...], other: str) -> str:
    differs = " OR ".join(
        [f"NEW.{name} {other} OLD.{name}" for name in stays]
        + [f"(NEW.{name} IS NOT NULL AND NEW.{name} {other} OLD.{name})" for name in MAY_GO]
    )
    return (
        f"(OLD.state = 'sent' AND (NEW.state <> 'sent' OR {differs}))"
        f" OR (OLD.state = 'approved' AND NEW.state <> 'draft' AND ({differs}))"
        " OR (OLD.state = 'draft' AND NEW.state = 'sent')"
    )


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
