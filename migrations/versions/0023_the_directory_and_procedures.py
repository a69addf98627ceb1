"""The directory as people correct it; recommendations and a calendar of procedures, and how to take a change back.

`campaign_procedure` and its log have children that go with them (ON DELETE CASCADE), and SQLite changes a constraint
only by making a table anew, whose old one it empties first. So the words that a column may hold are changed in the
schema's own words there, which SQLite's documentation describes for exactly this (ALTER TABLE, section 8).
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
# Table and name of the constraint → the words before, and those that are new; `other` comes last.
WORDS = {
    ("campaign_procedure", "procedurekind"): (
        ("ilo_cfa", "ilo_article_24", "ilo_article_26", "ilo_ceacr"),
        ("ilo_dg_intervention",),
        ("un_special_procedures", "un_wgad", "un_treaty_body", "other"),
    ),
    ("campaign_communication", "communicationkind"): (
        ("complaint", "association", "additional_information", "government_reply", "postponement", "urgent_appeal"),
        ("acknowledgement", "observation", "representation", "intervention"),
        ("other",),
    ),
    ("campaign_report", "reportkind"): (
        ("interim", "kept_informed", "definitive"),
        (
            "follow_up",
            "tripartite_committee",
            "commission_of_inquiry",
            "observation",
            "direct_request",
            "opinion",
        ),
        ("other",),
    ),
}
NEW_CLAIMS = {"procedure_date_id": "campaign_procedure_date", "recommendation_id": "campaign_recommendation"}
OF_ONE_FACT = "ck_campaign_claim_is_of_one_fact"


def upgrade() -> None:
    op.create_table(
        "office_change",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("office_id", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("batch", sa.BigInteger(), nullable=True),
        sa.Column("changed", JSON, nullable=False),
        sa.Column("before", JSON, nullable=False),
        sa.Column("shipped", JSON, nullable=False),
        sa.Column("page", sa.String(length=2000), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=True),
        sa.Column("proposed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "accepted",
                "declined",
                "withdrawn",
                "undone",
                name="changestate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision", sa.String(length=500), nullable=False),
        sa.Column("undone_by_id", sa.BigInteger(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_at IS NULL)", name=op.f("ck_office_change_decided_at_some_time")
        ),
        sa.CheckConstraint(
            "state NOT IN ('accepted', 'declined') OR decided_by_id <> proposed_by_id",
            name=op.f("ck_office_change_decided_by_another"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["organiser.id"], name=op.f("fk_office_change_decided_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_office_change_organisation_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["organiser.id"], name=op.f("fk_office_change_proposed_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["organiser.id"], name=op.f("fk_office_change_undone_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_change")),
        sa.UniqueConstraint("office_id", "number", name=op.f("uq_office_change_office_id_number")),
    )
    op.create_index("ix_office_change_state", "office_change", ["state"])

    op.create_table(
        "campaign_procedure_change",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("procedure_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "added", "changed", "removed", name="changekind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.BigInteger(), nullable=False),
        sa.Column("before", JSON, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_procedure_change_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["organiser.id"], name=op.f("fk_campaign_procedure_change_made_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"],
            ["organiser.id"],
            name=op.f("fk_campaign_procedure_change_undone_by_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_procedure_change")),
    )
    op.create_index("ix_campaign_procedure_change_campaign_id", "campaign_procedure_change", ["campaign_id"])

    op.create_table(
        "campaign_procedure_date",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("procedure_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "session", "hearing", "deadline", name="datekind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("date", sa.String(length=21), nullable=False),
        sa.Column("text", JSON, nullable=False),
        sa.Column("unverified", sa.Boolean(), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_procedure_date_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"],
            ["campaign_procedure.id"],
            name=op.f("fk_campaign_procedure_date_procedure_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_procedure_date")),
    )
    op.create_index("ix_campaign_procedure_date_campaign_id", "campaign_procedure_date", ["campaign_id"])
    op.create_index("ix_campaign_procedure_date_procedure_id", "campaign_procedure_date", ["procedure_id"])

    op.create_table(
        "campaign_recommendation",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("report_id", sa.BigInteger(), nullable=False),
        sa.Column("letter", sa.String(length=10), nullable=False),
        sa.Column("text", JSON, nullable=False),
        sa.Column("reply", JSON, nullable=False),
        sa.Column("replied", sa.String(length=21), nullable=False),
        sa.Column("follow_up", JSON, nullable=False),
        sa.Column(
            "effect",
            sa.Enum(
                "not_said",
                "not_given",
                "partly",
                "given",
                name="effect",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_recommendation_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["campaign_report.id"], name=op.f("fk_campaign_recommendation_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_recommendation")),
    )
    op.create_index("ix_campaign_recommendation_campaign_id", "campaign_recommendation", ["campaign_id"])
    op.create_index("ix_campaign_recommendation_report_id", "campaign_recommendation", ["report_id"])

    for (table, name), (before, new, after) in WORDS.items():
        _allow(table, name, (*before, *after), (*before, *new, *after))
    with op.batch_alter_table("campaign_claim") as batch_op:
        batch_op.drop_constraint(op.f(OF_ONE_FACT), type_="check")
        for column, table in NEW_CLAIMS.items():
            batch_op.add_column(sa.Column(column, sa.BigInteger(), nullable=True))
            batch_op.create_foreign_key(
                op.f(f"fk_campaign_claim_{column}"), table, [column], ["id"], ondelete="CASCADE"
            )
        batch_op.create_check_constraint(op.f(OF_ONE_FACT), _one_of({*_claimed(), *NEW_CLAIMS}))


def downgrade() -> None:
    """What the older tables have no word for becomes `other`; sources of what they do not know go with it."""
    has_new = " OR ".join(f"{column} IS NOT NULL" for column in NEW_CLAIMS)
    op.execute(f"DELETE FROM campaign_claim WHERE {has_new}")  # noqa: S608  # constants
    with op.batch_alter_table("campaign_claim") as batch_op:
        batch_op.drop_constraint(op.f(OF_ONE_FACT), type_="check")
        batch_op.create_check_constraint(op.f(OF_ONE_FACT), _one_of(_claimed() - {*NEW_CLAIMS}))
        for column in NEW_CLAIMS:
            batch_op.drop_constraint(op.f(f"fk_campaign_claim_{column}"), type_="foreignkey")
            batch_op.drop_column(column)
    for (table, name), (before, new, after) in WORDS.items():
        unknown = ", ".join(f"'{word}'" for word in new)
        op.execute(f"UPDATE {table} SET kind = 'other' WHERE kind IN ({unknown})")  # noqa: S608  # constants
        _allow(table, name, (*before, *new, *after), (*before, *after))
    op.drop_table("campaign_recommendation")
    op.drop_table("campaign_procedure_date")
    op.drop_table("campaign_procedure_change")
    op.drop_table("office_change")


def _claimed() -> set[str]:
    """The columns that name the fact of a claim, as the table has them now."""
    columns = {str(column["name"]) for column in sa.inspect(op.get_bind()).get_columns("campaign_claim")}
    return {column for column in columns if column.endswith("_id")} - {"campaign_id", "source_id"}


def _one_of(columns: set[str]) -> str:
    return " + ".join(f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in sorted(columns)) + " = 1"


def _allow(table: str, name: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    old, new = _check(before), _check(after)
    if op.get_bind().dialect.name == "sqlite":
        _say_anew(table, old, new)
    else:
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, new)


def _check(words: tuple[str, ...]) -> str:
    return "kind IN (" + ", ".join(f"'{word}'" for word in words) + ")"


def _say_anew(table: str, before: str, after: str) -> None:
    connection = op.get_bind()
    known = {"table": table}
    words = connection.execute(
        sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table"), known
    ).scalar_one()
    if words.count(before) != 1:
        raise RuntimeError(f"the table {table} is not as this migration expects it")
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = :words WHERE type = 'table' AND name = :table"),
        known | {"words": words.replace(before, after)},
    )
    # All connections read the schema again.
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")
