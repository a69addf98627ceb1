"""An organisation's paper, with its logo and pictures of signatures, and what a letter sets otherwise.

What was approved stays on the paper it was printed on: the trigger that holds the database to it is made anew.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0033"
down_revision = "0032"

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")


BEFORE = (
    "campaign_id", "kind", "office_id", "language", "edition", "follows", "subject", "own_words", "held_at", "urgency",
    "holder", "signatory_name", "signatory_office", "contact_name", "contact_phone", "contact_email", "our_reference",
    "your_reference", "place", "dated_on", "enclosures", "copies", "omitted", "answers", "created_at", "file_sha256",
    "pages", "printed_at", "facts_version", "is_clean", "approved_at", "approved_alone", "sentences", "told",
    "addressed",
)  # fmt: skip
AFTER = (*BEFORE, "paper", "window", "archived", "postal_note", "cosigners", "with_pictures")
MAY_GO = ("updated_by_id", "approved_by_id")
REFUSED = "what was approved stays as it is"
TRIGGER = "CREATE TRIGGER letter_stays BEFORE UPDATE ON letter"


def upgrade() -> None:
    op.create_table(
        "letterhead",
        sa.Column("organisation_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("paper", _words("paper", "a4", "letter"), nullable=False),
        sa.Column("window", _words("window", "left", "right", "none"), nullable=False),
        sa.Column("is_archived", sa.Boolean(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("logo_type", sa.String(length=20), nullable=False),
        sa.CheckConstraint("(logo IS NULL) = (logo_type = '')", name=op.f("ck_letterhead_logo_with_type")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_letterhead_organisation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_letterhead")),
    )
    op.create_table(
        "signature_picture",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_signature_picture_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature_picture")),
        sa.UniqueConstraint("organisation_id", "name", name=op.f("uq_signature_picture_organisation_id_name")),
    )
    for column in _columns():
        op.add_column("letter", column)
    _keep_as_approved(AFTER)


def downgrade() -> None:
    _keep_as_approved(BEFORE)
    for column in reversed(_columns()):
        op.drop_column("letter", column.name)
    op.drop_table("signature_picture")
    op.drop_table("letterhead")


def _columns() -> list[sa.Column]:  # type: ignore[type-arg]  # of any type
    return [
        sa.Column("paper", sa.String(length=10), nullable=False, server_default=""),
        sa.Column("window", sa.String(length=10), nullable=False, server_default=""),
        sa.Column("archived", sa.String(length=3), nullable=False, server_default=""),
        sa.Column("postal_note", sa.String(length=40), nullable=False, server_default=""),
        sa.Column("cosigners", JSON, nullable=False, server_default=sa.text("'[]'")),
        sa.Column("with_pictures", sa.Boolean(), nullable=False, server_default=sa.false()),
    ]


def _keep_as_approved(stays: tuple[str, ...]) -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute("DROP TRIGGER letter_stays" + ("" if is_sqlite else " ON letter"))
    if is_sqlite:
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
