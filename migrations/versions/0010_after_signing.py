"""After signing: the general list, requests for one's own data, finding signatures, anonymisation.

`signature` and `petition` have children that go with them (ON DELETE CASCADE), and SQLite changes a constraint only by
making a table anew, whose old one it empties first. So the constraints are changed in the schema's own words there,
which SQLite's documentation describes for exactly this (ALTER TABLE, section 8): no row is touched.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

HAS_VIA = sa.text("via <> ''")
HAS_NAME = sa.text("name_digest IS NOT NULL")
WITHDRAWN = (
    "state <> 'withdrawn' OR (envelope IS NULL AND reply_envelope IS NULL AND shown_name IS NULL"
    " AND country IS NULL AND via = '')"
)
WITHDRAWN_NOW = (
    "state <> 'withdrawn' OR (envelope IS NULL AND reply_envelope IS NULL AND shown_name IS NULL"
    " AND country IS NULL AND name_digest IS NULL AND via = '')"
)
WHOLE = "state = 'withdrawn' OR (envelope IS NOT NULL AND country IS NOT NULL)"
WHOLE_NOW = "state = 'withdrawn' OR email_digest IS NULL OR (envelope IS NOT NULL AND country IS NOT NULL)"
ANONYMOUS = (
    "email_digest IS NOT NULL OR (state = 'confirmed' AND envelope IS NULL AND reply_envelope IS NULL"
    " AND shown_name IS NULL AND name_digest IS NULL)"
)
KEPT = "kept_days BETWEEN 1 AND 90"


def upgrade() -> None:
    op.add_column("petition", sa.Column("is_high_risk", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("petition", sa.Column("kept_days", sa.Integer(), nullable=False, server_default="90"))
    op.add_column("petition", sa.Column("anonymised_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("signature", sa.Column("name_digest", sa.LargeBinary(length=32), nullable=True))
    op.add_column("signature", sa.Column("replaces", sa.BigInteger(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        _say_anew("petition", {"CONSTRAINT ck_petition_goal": f"{_check('petition', 'kept_no_longer', KEPT)}{_GOAL}"})
        _say_anew(
            "signature",
            {
                "email_digest BLOB NOT NULL": "email_digest BLOB",
                _check("signature", "withdrawn_keeps_nothing", WITHDRAWN): _check(
                    "signature", "withdrawn_keeps_nothing", WITHDRAWN_NOW
                ),
                _check("signature", "is_whole", WHOLE): _check("signature", "is_whole", WHOLE_NOW)
                + _check("signature", "anonymous_keeps_nothing", ANONYMOUS),
            },
        )
    else:
        op.create_check_constraint(op.f("ck_petition_kept_no_longer"), "petition", KEPT)
        op.alter_column("signature", "email_digest", nullable=True)
        _replace_check("withdrawn_keeps_nothing", WITHDRAWN_NOW)
        _replace_check("is_whole", WHOLE_NOW)
        op.create_check_constraint(op.f("ck_signature_anonymous_keeps_nothing"), "signature", ANONYMOUS)
    op.create_index(
        "ix_signature_by_state",
        "signature",
        ["petition_id", "state", "id"],
        sqlite_where=sa.text("state <> 'confirmed'"),
        postgresql_where=sa.text("state <> 'confirmed'"),
    )
    op.create_index("ix_signature_by_country", "signature", ["petition_id", "country", "id"])
    op.create_index("ix_signature_by_day", "signature", ["petition_id", "signed_at", "id"])
    op.create_index(
        "ix_signature_by_via", "signature", ["petition_id", "via", "id"], sqlite_where=HAS_VIA, postgresql_where=HAS_VIA
    )
    op.create_index(
        "ix_signature_by_name",
        "signature",
        ["petition_id", "name_digest"],
        sqlite_where=HAS_NAME,
        postgresql_where=HAS_NAME,
    )
    op.create_table(
        "data_request",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("petition_id", sa.BigInteger(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(length=16), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(erased_at IS NULL) = (envelope IS NOT NULL)", name=op.f("ck_data_request_erased_keeps_nothing")
        ),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_data_request_petition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request")),
    )
    op.create_index("ix_data_request_made_at", "data_request", ["made_at"])
    op.create_index("ix_data_request_petition_id", "data_request", ["petition_id"])
    op.create_table(
        "list_member",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("email_digest", sa.LargeBinary(length=32), nullable=True),
        sa.Column("nonce", sa.LargeBinary(length=16), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=True),
        sa.Column("signature_id", sa.BigInteger(), nullable=True),
        sa.Column("text_version", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(left_at IS NULL) = (envelope IS NOT NULL) AND (left_at IS NULL) = (email_digest IS NOT NULL)",
            name=op.f("ck_list_member_left_keeps_nothing"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_list_member_organisation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["signature.id"], name=op.f("fk_list_member_signature_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_member")),
        sa.UniqueConstraint(
            "organisation_id", "email_digest", name=op.f("uq_list_member_organisation_id_email_digest")
        ),
    )
    op.create_index("ix_list_member_organisation_id", "list_member", ["organisation_id", "id"])
    op.create_index("ix_list_member_signature_id", "list_member", ["signature_id"])


def downgrade() -> None:
    """Raises when a petition was anonymised: its signatures are nobody's, which the older tables cannot say."""
    op.drop_table("list_member")
    op.drop_table("data_request")
    for name in ("by_name", "by_via", "by_day", "by_country", "by_state"):
        op.drop_index(f"ix_signature_{name}", "signature")
    if op.get_bind().execute(sa.text("SELECT count(*) FROM signature WHERE email_digest IS NULL")).scalar():
        raise RuntimeError("a petition was anonymised; there is no way back from that")
    if op.get_bind().dialect.name == "sqlite":
        _say_anew("petition", {f"{_check('petition', 'kept_no_longer', KEPT)}{_GOAL}": _GOAL})
        _say_anew(
            "signature",
            {
                "email_digest BLOB": "email_digest BLOB NOT NULL",
                _check("signature", "withdrawn_keeps_nothing", WITHDRAWN_NOW): _check(
                    "signature", "withdrawn_keeps_nothing", WITHDRAWN
                ),
                _check("signature", "is_whole", WHOLE_NOW)
                + _check("signature", "anonymous_keeps_nothing", ANONYMOUS): _check("signature", "is_whole", WHOLE),
            },
        )
    else:
        op.drop_constraint(op.f("ck_signature_anonymous_keeps_nothing"), "signature")
        _replace_check("is_whole", WHOLE)
        _replace_check("withdrawn_keeps_nothing", WITHDRAWN)
        op.alter_column("signature", "email_digest", nullable=False)
        op.drop_constraint(op.f("ck_petition_kept_no_longer"), "petition")
    op.drop_column("signature", "replaces")
    op.drop_column("signature", "name_digest")
    op.drop_column("petition", "anonymised_at")
    op.drop_column("petition", "kept_days")
    op.drop_column("petition", "is_high_risk")


_GOAL = "CONSTRAINT ck_petition_goal"


def _check(table: str, name: str, words: str) -> str:
    """As it stands in the schema, with what parts it from the next one."""
    return f"CONSTRAINT ck_{table}_{name} CHECK ({words}), \n\t"


def _replace_check(name: str, words: str) -> None:
    op.drop_constraint(op.f(f"ck_signature_{name}"), "signature")
    op.create_check_constraint(op.f(f"ck_signature_{name}"), "signature", words)


def _say_anew(table: str, changes: dict[str, str]) -> None:
    connection = op.get_bind()
    known = {"table": table}
    words = connection.execute(
        sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table"), known
    ).scalar_one()
    for before, after in changes.items():
        if words.count(before) != 1:
            raise RuntimeError(f"the table {table} is not as this migration expects it")
        words = words.replace(before, after)
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = :words WHERE type = 'table' AND name = :table"),
        known | {"words": words},
    )
    # All connections read the schema again.
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")
