"""The change log of campaigns, what is taken off the site at once, and which letters were printed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    # Added one by one: SQLite would copy these tables, and what hangs on their rows would go with the old ones.
    op.add_column("campaign", sa.Column("unpublished", sa.String(length=10), nullable=True))
    op.add_column("campaign", sa.Column("emergency_reason", sa.String(length=200), nullable=False, server_default=""))
    op.add_column("petition", sa.Column("unpublished", sa.String(length=10), nullable=True))
    op.add_column("petition", sa.Column("slug_before", sa.String(length=80), nullable=True))
    op.create_index("ix_petition_slug_before", "petition", ["slug_before"])
    op.add_column("mailing", sa.Column("is_stopped", sa.Boolean(), nullable=False, server_default=sa.false()))
    _make_version_tables()
    _make_unpublishing()
    _make_notices()
    _make_letter_print()


def _make_version_tables() -> None:
    op.create_table(
        "campaign_version",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lines", JSON, nullable=False),
        sa.Column("note", JSON, nullable=False),
        sa.Column("hides_note", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "first_number >= 1 AND number >= first_number", name=op.f("ck_campaign_version_numbers_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_version_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["organiser.id"], name=op.f("fk_campaign_version_made_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_version")),
    )
    op.create_index("ix_campaign_version_newest", "campaign_version", ["campaign_id", "made_at"])
    op.create_table(
        "shown_facts",
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("before", JSON, nullable=False),
        sa.Column("now", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_shown_facts_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_shown_facts")),
    )


def _make_unpublishing() -> None:
    people = ("pressed_by_id", "looked_by_id", "ended_by_id")
    op.create_table(
        "unpublishing",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in people),
        sa.Column("pressed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("what IN ('names', 'whole')", name=op.f("ck_unpublishing_unpublished")),
        sa.CheckConstraint(
            "looked_by_id IS NULL OR looked_at IS NOT NULL", name=op.f("ck_unpublishing_looked_at_some_time")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_unpublishing_campaign_id"), ondelete="CASCADE"
        ),
        *(
            sa.ForeignKeyConstraint([name], ["organiser.id"], name=op.f(f"fk_unpublishing_{name}"), ondelete="SET NULL")
            for name in people
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unpublishing")),
    )
    op.create_index("ix_unpublishing_slug", "unpublishing", ["slug"])
    op.create_index(
        "uq_unpublishing_open",
        "unpublishing",
        ["campaign_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def _make_notices() -> None:
    op.create_table(
        "campaign_notice",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("organiser_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('published_alone', 'taken_off', 'brought_back')", name=op.f("ck_campaign_notice_noticekind")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_notice_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["organiser.id"], name=op.f("fk_campaign_notice_organiser_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_notice")),
    )
    op.create_index("ix_campaign_notice_campaign_id", "campaign_notice", ["campaign_id"])


def _make_letter_print() -> None:
    op.create_table(
        "letter_print",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("letter_id", sa.BigInteger(), nullable=False),
        sa.Column("facts_version", sa.Integer(), nullable=False),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_letter_print_letter_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_letter_print")),
    )
    op.create_index("ix_letter_print_letter_id", "letter_print", ["letter_id"])
    # Of the letters that were stored so far the last print is known. Two may be the same to the last byte.
    op.execute(
        "INSERT INTO letter_print (sha256, letter_id, facts_version, printed_at)"
        " SELECT file_sha256, MIN(id), MAX(COALESCE(facts_version, 1)), MAX(printed_at) FROM letter"
        " WHERE file_sha256 IS NOT NULL GROUP BY file_sha256"
    )


def downgrade() -> None:
    for table in ("letter_print", "campaign_notice", "unpublishing", "shown_facts", "campaign_version"):
        op.drop_table(table)
    op.drop_column("mailing", "is_stopped")
    op.drop_index("ix_petition_slug_before", "petition")
    for table, columns in {
        "petition": ("slug_before", "unpublished"),
        "campaign": ("emergency_reason", "unpublished"),
    }.items():
        for column in columns:
            op.drop_column(table, column)
