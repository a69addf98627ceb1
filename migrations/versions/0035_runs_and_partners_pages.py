"""Runs of letters, the paper that partners give and lend, which letters they may take, and what they report."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0035"
down_revision = "0034"

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
WAYS = ("post", "registered", "email", "hand", "fax", "web_form")
ANSWERS = ("acknowledged", "granted", "partly", "refused", "evasive", "asks")


def upgrade() -> None:
    op.create_table(
        "partner_letterhead",
        sa.Column("partner_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("signatory_name", sa.String(length=200), nullable=False),
        sa.Column("signatory_office", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("logo_type", sa.String(length=20), nullable=False),
        sa.Column("lent", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(logo IS NULL) = (logo_type = '')", name=op.f("ck_partner_letterhead_logo_with_type")),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_partner_letterhead_partner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("partner_id", name=op.f("pk_partner_letterhead")),
    )
    _make_runs()
    op.create_table(
        "offered_letter",
        sa.Column("letter_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("approved_sha256", sa.String(length=64), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_by_id", sa.BigInteger(), nullable=True),
        _link("offered_letter", "letter_id", "letter", "CASCADE"),
        _link("offered_letter", "offered_by_id", "organiser", "SET NULL"),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_offered_letter")),
    )
    op.create_table(
        "partner_report",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("letter_id", sa.BigInteger(), nullable=False),
        sa.Column("partner_id", sa.BigInteger(), nullable=True),
        sa.Column("partner_name", sa.String(length=200), nullable=False),
        sa.Column("what", _words("reported", "sent", "answered"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("way", _words("way", *WAYS), nullable=True),
        sa.Column("kind", _words("replykind", *ANSWERS), nullable=True),
        sa.Column("summary", sa.String(length=4000), nullable=False),
        sa.Column("scan_sha256", sa.String(length=64), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("(what = 'sent') = (way IS NOT NULL)", name=op.f("ck_partner_report_sent_by_a_way")),
        sa.CheckConstraint("(what = 'answered') = (kind IS NOT NULL)", name=op.f("ck_partner_report_answer_of_a_kind")),
        _link("partner_report", "campaign_id", "campaign", "CASCADE"),
        _link("partner_report", "letter_id", "letter", "CASCADE"),
        _link("partner_report", "partner_id", "partner", "SET NULL"),
        _link("partner_report", "looked_by_id", "organiser", "SET NULL"),
        _file("partner_report", "scan_sha256"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_report")),
    )
    for column in ("letter_id", "campaign_id", "partner_id"):
        op.create_index(f"ix_partner_report_{column}", "partner_report", [column])


def _make_runs() -> None:
    states = ("making", "ready", "failed", "called_off", "removed")
    op.create_table(
        "letter_run",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("is_kit", sa.Boolean(), nullable=False),
        sa.Column("partner_id", sa.BigInteger(), nullable=True),
        sa.Column("state", _words("runstate", *states), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("problem_values", JSON, nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ordered_by_id", sa.BigInteger(), nullable=True),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_sha256", sa.String(length=64), nullable=True),
        sa.CheckConstraint("attempt >= 1", name=op.f("ck_letter_run_attempt_counts_from_one")),
        sa.CheckConstraint("merged_sha256 IS NULL OR NOT is_kit", name=op.f("ck_letter_run_kits_are_not_merged")),
        _link("letter_run", "campaign_id", "campaign", "CASCADE"),
        _link("letter_run", "partner_id", "partner", "SET NULL"),
        _link("letter_run", "ordered_by_id", "organiser", "SET NULL"),
        _file("letter_run", "merged_sha256"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_run")),
    )
    op.create_index("ix_letter_run_campaign_id", "letter_run", ["campaign_id", "ordered_at"])
    op.create_index("ix_letter_run_partner_id", "letter_run", ["partner_id"])
    op.create_table(
        "letter_run_letter",
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("letter_id", sa.BigInteger(), nullable=False),
        sa.Column("approved_sha256", sa.String(length=64), nullable=False),
        sa.Column("own_paper", sa.Boolean(), nullable=False),
        sa.Column("partner_id", sa.BigInteger(), nullable=True),
        sa.Column("head_mark", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fell", sa.String(), nullable=False),
        sa.Column("fell_values", JSON, nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=True),
        sa.Column("document_sha256", sa.String(length=64), nullable=True),
        sa.CheckConstraint("place >= 1", name=op.f("ck_letter_run_letter_place_counts_from_one")),
        sa.CheckConstraint("NOT own_paper OR partner_id IS NULL", name=op.f("ck_letter_run_letter_one_paper")),
        sa.CheckConstraint(
            "made_at IS NOT NULL OR pdf_sha256 IS NULL", name=op.f("ck_letter_run_letter_file_when_made")
        ),
        sa.CheckConstraint("fell = '' OR made_at IS NULL", name=op.f("ck_letter_run_letter_fell_or_made")),
        _link("letter_run_letter", "run_id", "letter_run", "CASCADE"),
        _link("letter_run_letter", "letter_id", "letter", "CASCADE"),
        _link("letter_run_letter", "partner_id", "partner", "SET NULL"),
        _file("letter_run_letter", "pdf_sha256"),
        _file("letter_run_letter", "document_sha256"),
        sa.PrimaryKeyConstraint("run_id", "place", name=op.f("pk_letter_run_letter")),
    )
    for column in ("letter_id", "partner_id"):
        op.create_index(f"ix_letter_run_letter_{column}", "letter_run_letter", [column])


def downgrade() -> None:
    for table in ("partner_report", "offered_letter", "letter_run_letter", "letter_run", "partner_letterhead"):
        op.drop_table(table)


def _link(table: str, column: str, to: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def _file(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["stored_file.sha256"], name=op.f(f"fk_{table}_{column}"))


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
