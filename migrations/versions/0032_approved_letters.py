"""Letters that a second person approved, and what became of them.

A correction of a letter is another row, so what was unique is so by edition now. SQLite changes a constraint only by
making the table anew; the prints that go with the old one (ON DELETE CASCADE) are set aside meanwhile.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0032"
down_revision = "0031"

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
BEFORE = "campaign_id, kind, office_id, language"
AFTER = "campaign_id, kind, office_id, language, edition"
UNIQUE_BEFORE = "uq_letter_campaign_id_kind_office_id_language"
UNIQUE_AFTER = "uq_letter_campaign_id_kind_office_id_language_edition"
CHECKS = {
    "follows": "follows IN ('none', 'correction', 'reminder')",
    "edition_counts_from_one": "edition >= 1",
    "approved_with_day": "(state = 'draft') = (approved_at IS NULL)",
    "approved_with_file": "state = 'draft' OR (file_sha256 IS NOT NULL AND is_clean)",
    "two_persons": "approved_by_id IS NULL OR updated_by_id IS NULL OR approved_by_id <> updated_by_id"
    " OR approved_alone <> ''",
}
LINKS = ("approved_by_id", "reviewed_by_id")


STAYS = (
    "campaign_id", "kind", "office_id", "language", "edition", "follows", "subject", "own_words", "held_at", "urgency", "holder",
    "signatory_name", "signatory_office", "contact_name", "contact_phone", "contact_email", "our_reference",
    "your_reference", "place", "dated_on", "enclosures", "copies", "omitted", "answers", "created_at", "file_sha256",
    "pages", "printed_at", "facts_version", "is_clean", "approved_at", "approved_alone", "sentences", "told",
    "addressed",
)  # fmt: skip
MAY_GO = ("updated_by_id", "approved_by_id")


def _wrong(other: str) -> str:
    differs = " OR ".join(
        [f"NEW.{name} {other} OLD.{name}" for name in STAYS]
        + [f"(NEW.{name} IS NOT NULL AND NEW.{name} {other} OLD.{name})" for name in MAY_GO]
    )
    return (
        f"(OLD.state = 'sent' AND (NEW.state <> 'sent' OR {differs}))"
        f" OR (OLD.state = 'approved' AND NEW.state <> 'draft' AND ({differs}))"
        " OR (OLD.state = 'draft' AND NEW.state = 'sent')"
    )


REFUSED = "what was approved stays as it is"
_TRIGGER = "CREATE TRIGGER letter_stays BEFORE UPDATE ON letter"
_FUNCTION = "CREATE OR REPLACE FUNCTION letter_stays() RETURNS trigger LANGUAGE plpgsql AS"
_REFUSAL = f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'"
SQLITE = [f"{_TRIGGER} WHEN {_wrong('IS NOT')} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"]
POSTGRESQL = [
    f"{_FUNCTION} $$ BEGIN {_REFUSAL}; END $$",
    f"{_TRIGGER} FOR EACH ROW WHEN ({_wrong('IS DISTINCT FROM')}) EXECUTE FUNCTION letter_stays()",
]


def upgrade() -> None:
    op.execute("UPDATE letter SET state = 'draft' WHERE state <> 'draft'")  # no version of the program wrote another
    for column in _columns():
        op.add_column("letter", column)
    if op.get_bind().dialect.name == "sqlite":
        _make_anew(without={UNIQUE_BEFORE}, more=[_unique(UNIQUE_AFTER, AFTER), *_added()])
    else:
        op.drop_constraint(op.f(UNIQUE_BEFORE), "letter", type_="unique")
        op.create_unique_constraint(op.f(UNIQUE_AFTER), "letter", AFTER.split(", "))
        for name, words in CHECKS.items():
            op.create_check_constraint(op.f(f"ck_letter_{name}"), "letter", words)
        for link in LINKS:
            op.create_foreign_key(op.f(f"fk_letter_{link}"), "letter", "organiser", [link], ["id"], ondelete="SET NULL")
    _make_tables()
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Of a letter with corrections only the newest edition stays, and every letter is a draft again."""
    op.drop_table("reply_step")
    op.drop_table("letter_mail")
    op.drop_table("reply")
    op.drop_table("dispatch")
    op.drop_table("letter_term")
    op.drop_table("letter_numbering")
    op.drop_table("letter_reference")
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute("DROP TRIGGER letter_stays" + ("" if is_sqlite else " ON letter"))
    if not is_sqlite:
        op.execute("DROP FUNCTION letter_stays()")
    older = (
        "SELECT old.id FROM letter AS old JOIN letter AS later ON later.campaign_id = old.campaign_id"
        " AND later.kind = old.kind AND later.office_id = old.office_id AND later.language = old.language"
        " AND later.edition > old.edition"
    )
    op.execute(f"DELETE FROM letter_print WHERE letter_id IN ({older})")  # noqa: S608  # constants
    op.execute(f"DELETE FROM letter WHERE id IN ({older})")  # noqa: S608  # constants
    op.execute("UPDATE letter SET state = 'draft', approved_at = NULL")
    if is_sqlite:
        gone = {UNIQUE_AFTER, *(f"ck_letter_{name}" for name in CHECKS), *(f"fk_letter_{link}" for link in LINKS)}
        _make_anew(without=gone, more=[_unique(UNIQUE_BEFORE, BEFORE)])
    else:
        for link in LINKS:
            op.drop_constraint(op.f(f"fk_letter_{link}"), "letter", type_="foreignkey")
        for name in CHECKS:
            op.drop_constraint(op.f(f"ck_letter_{name}"), "letter", type_="check")
        op.drop_constraint(op.f(UNIQUE_AFTER), "letter", type_="unique")
        op.create_unique_constraint(op.f(UNIQUE_BEFORE), "letter", BEFORE.split(", "))
    for column in _columns():
        op.drop_column("letter", column.name)


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("edition", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("follows", sa.String(length=40), nullable=False, server_default="none"),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.BigInteger(), nullable=True),
        sa.Column("approved_alone", sa.String(length=200), nullable=False, server_default=""),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("sentences", sa.String(length=64), nullable=False, server_default=""),
        sa.Column("told", sa.String(), nullable=False, server_default=""),
        sa.Column("addressed", JSON, nullable=False, server_default=sa.text("'[]'")),
        sa.Column("fell_because", sa.String(length=200), nullable=False, server_default=""),
    ]


def _unique(name: str, columns: str) -> str:
    return f"CONSTRAINT {name} UNIQUE ({columns})"


def _added() -> list[str]:
    return [f"CONSTRAINT ck_letter_{name} CHECK ({words})" for name, words in CHECKS.items()] + [
        f"CONSTRAINT fk_letter_{link} FOREIGN KEY({link}) REFERENCES organiser (id) ON DELETE SET NULL"
        for link in LINKS
    ]


def _make_anew(*, without: set[str], more: list[str]) -> None:
    connection = op.get_bind()
    table = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'letter'")
    others = "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'letter' AND sql IS NOT NULL"
    words = connection.execute(table).scalar_one()
    indexes = connection.exec_driver_sql(others).scalars().all()
    inside = words[words.index("(") + 1 : words.rindex(")")]
    parts = [part.strip() for part in _parts(inside)]
    kept = [part for part in parts if not (part.startswith("CONSTRAINT ") and part.split()[1] in without)]
    if len(parts) - len(kept) != len(without):
        raise RuntimeError("the table letter is not as this migration expects it")
    for statement in (
        "CREATE TEMP TABLE letter_prints_kept AS SELECT * FROM letter_print",
        f"CREATE TABLE letter_anew ({', '.join([*kept, *more])})",
        "INSERT INTO letter_anew SELECT * FROM letter",
        "DROP TABLE letter",
        "ALTER TABLE letter_anew RENAME TO letter",
        *indexes,
        "DELETE FROM letter_print",
        "INSERT INTO letter_print SELECT * FROM letter_prints_kept",
        "DROP TABLE letter_prints_kept",
    ):
        connection.exec_driver_sql(statement)


def _parts(inside: str) -> list[str]:
    """What stands between the commas of a table's definition, however it is laid out."""
    parts, depth, quoted = [""], 0, False
    for sign in inside:
        quoted ^= sign == "'"
        depth += 0 if quoted else (sign == "(") - (sign == ")")
        if sign == "," and not depth and not quoted:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _words(*known: str, name: str) -> sa.Enum:
    return sa.Enum(*known, name=name, native_enum=False, create_constraint=True, length=40)


def _link(table: str, column: str, other: str, ondelete: str | None, key: str = "id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.{key}"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def _make_tables() -> None:
    op.create_table(
        "letter_reference",
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("letter_id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        _link("letter_reference", "organisation_id", "organisation", "CASCADE"),
        _link("letter_reference", "letter_id", "letter", "CASCADE"),
        sa.PrimaryKeyConstraint("organisation_id", "reference", name=op.f("pk_letter_reference")),
        sa.UniqueConstraint("letter_id", name=op.f("uq_letter_reference_letter_id")),
        sa.UniqueConstraint(
            "organisation_id", "year", "number", name=op.f("uq_letter_reference_organisation_id_year_number")
        ),
    )
    op.create_table(
        "letter_numbering",
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("pattern", sa.String(length=60), nullable=False),
        _link("letter_numbering", "organisation_id", "organisation", "CASCADE"),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_letter_numbering")),
    )
    op.create_table(
        "letter_term",
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint("days >= 1 AND days <= 365", name=op.f("ck_letter_term_days_of_a_year")),
        _link("letter_term", "campaign_id", "campaign", "CASCADE"),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_letter_term")),
    )
    op.create_table(
        "dispatch",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("letter_id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("way", _words("post", "registered", "email", "hand", "fax", "web_form", name="way"), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("sent_to", sa.String(length=254), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("state", _words("sent", "received", "refused", "returned", name="dispatchstate"), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("proof_sha256", sa.String(length=64), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("(state = 'sent') = (settled_on IS NULL)", name=op.f("ck_dispatch_settled_with_day")),
        _link("dispatch", "letter_id", "letter", "CASCADE"),
        _link("dispatch", "campaign_id", "campaign", "CASCADE"),
        _link("dispatch", "proof_sha256", "stored_file", None, "sha256"),
        _link("dispatch", "recorded_by_id", "organiser", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatch")),
    )
    op.create_index("ix_dispatch_letter_id", "dispatch", ["letter_id"])
    op.create_index("ix_dispatch_campaign_id", "dispatch", ["campaign_id", "sent_on", "id"])
    op.create_table(
        "reply",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("letter_id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            _words("acknowledged", "granted", "partly", "refused", "evasive", "asks", name="replykind"),
            nullable=False,
        ),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("their_reference", sa.String(length=80), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("scan_sha256", sa.String(length=64), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=True),
        _link("reply", "letter_id", "letter", "CASCADE"),
        _link("reply", "campaign_id", "campaign", "CASCADE"),
        _link("reply", "scan_sha256", "stored_file", None, "sha256"),
        _link("reply", "recorded_by_id", "organiser", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
    )
    op.create_index("ix_reply_letter_id", "reply", ["letter_id"])
    op.create_index("ix_reply_campaign_id", "reply", ["campaign_id"])
    op.create_table(
        "letter_mail",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("letter_id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("sent_to", sa.String(length=254), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dispatch_id", sa.BigInteger(), nullable=True),
        _link("letter_mail", "letter_id", "letter", "CASCADE"),
        _link("letter_mail", "campaign_id", "campaign", "CASCADE"),
        _link("letter_mail", "asked_by_id", "organiser", "SET NULL"),
        _link("letter_mail", "dispatch_id", "dispatch", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_mail")),
    )
    op.create_index("ix_letter_mail_letter_id", "letter_mail", ["letter_id"])
    still_here = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_letter_mail_still_here", "letter_mail", ["id"], sqlite_where=still_here, postgresql_where=still_here
    )
    op.create_table(
        "reply_step",
        sa.Column("reply_id", sa.BigInteger(), nullable=False),
        sa.Column("demand_id", sa.BigInteger(), nullable=False),
        sa.Column("demand_state_id", sa.BigInteger(), nullable=False),
        _link("reply_step", "reply_id", "reply", "CASCADE"),
        _link("reply_step", "demand_id", "campaign_demand", "CASCADE"),
        _link("reply_step", "demand_state_id", "campaign_demand_state", "CASCADE"),
        sa.PrimaryKeyConstraint("reply_id", "demand_id", name=op.f("pk_reply_step")),
    )
