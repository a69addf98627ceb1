"""What was approved stays as it is, whoever writes to the database: triggers refuse anything else on both databases.

Beside the state, only the names of organisers may go (when somebody is deleted), and a review afterwards is noted. An
approved letter may become a draft again; a sent one never changes its state.
"""

import sqlalchemy as sa

STAYS = (
    "campaign_id", "kind", "office_id", "language", "edition", "follows", "subject", "own_words", "held_at", "urgency",
    "holder",
    "signatory_name", "signatory_office", "contact_name", "contact_phone", "contact_email", "our_reference",
    "your_reference", "place", "dated_on", "enclosures", "copies", "omitted", "answers", "paper", "window",
    "archived", "postal_note", "cosigners", "with_pictures", "template_id", "template_version", "created_at",
    "file_sha256", "pages", "printed_at", "facts_version", "is_clean", "approved_at", "approved_alone", "sentences",
    "told", "addressed",
)  # fmt: skip
MAY_GO = ("updated_by_id", "approved_by_id")
REFUSED = "what was approved stays as it is"


def freeze(table: sa.Table) -> None:
    """Wherever the table is made without migrations, as tests do it."""
    for dialect, statements in (("sqlite", sqlite_statements()), ("postgresql", postgresql_statements())):
        for statement in statements:
            made: sa.DDL = sa.DDL(statement)  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
            sa.event.listen(table, "after_create", made.execute_if(dialect=dialect))


def sqlite_statements() -> list[str]:
    differs = " OR ".join(
        [f"NEW.{name} IS NOT OLD.{name}" for name in STAYS]
        + [f"(NEW.{name} IS NOT NULL AND NEW.{name} IS NOT OLD.{name})" for name in MAY_GO]
    )
    trigger = f"CREATE TRIGGER letter_stays BEFORE UPDATE ON letter WHEN {_wrong(differs)}"
    return [f"{trigger} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"]


def postgresql_statements() -> list[str]:
    differs = " OR ".join(
        [f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in STAYS]
        + [f"(NEW.{name} IS NOT NULL AND NEW.{name} IS DISTINCT FROM OLD.{name})" for name in MAY_GO]
    )
    refusal = f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'"
    function = "CREATE OR REPLACE FUNCTION letter_stays() RETURNS trigger LANGUAGE plpgsql AS"
    trigger = f"CREATE TRIGGER letter_stays BEFORE UPDATE ON letter FOR EACH ROW WHEN ({_wrong(differs)})"
    return [f"{function} $$ BEGIN {refusal}; END $$", f"{trigger} EXECUTE FUNCTION letter_stays()"]


def _wrong(differs: str) -> str:
    return (
        f"(OLD.state = 'sent' AND (NEW.state <> 'sent' OR {differs}))"
        f" OR (OLD.state = 'approved' AND NEW.state <> 'draft' AND ({differs}))"
        " OR (OLD.state = 'draft' AND NEW.state = 'sent')"
    )
