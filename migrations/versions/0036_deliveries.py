"""Deliveries by hand: the plan, who let names go along, packs and their files, and how the visits went."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"

NAMED = sa.text("addressee_visibility <> 'counted'")
OPEN = sa.text("state IN ('asked', 'approved')")


def upgrade() -> None:
    op.create_table(
        "hand_delivery",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("office_id", sa.String(length=80), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("delegation", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("state", _words("deliverystate", "planned", "done", "called_off"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.BigInteger(), nullable=True),
        _link("hand_delivery", "campaign_id", "campaign", "CASCADE"),
        _link("hand_delivery", "created_by_id", "organiser", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_delivery")),
    )
    op.create_index("ix_hand_delivery_campaign_id", "hand_delivery", ["campaign_id", "planned_on"])
    op.create_index("ix_hand_delivery_state", "hand_delivery", ["state", "planned_on"])
    op.create_table(
        "hand_delivery_names",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("delivery_id", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column(
            "state", _words("namesstate", "asked", "approved", "refused", "taken_back", "fallen"), nullable=False
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.Column("because", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(state = 'asked') = (decided_at IS NULL)", name=op.f("ck_hand_delivery_names_decided_at_some_time")
        ),
        sa.CheckConstraint(
            "state <> 'approved' OR decided_by_id <> asked_by_id", name=op.f("ck_hand_delivery_names_two_persons")
        ),
        _link("hand_delivery_names", "delivery_id", "hand_delivery", "CASCADE"),
        _link("hand_delivery_names", "asked_by_id", "organiser", "SET NULL"),
        _link("hand_delivery_names", "decided_by_id", "organiser", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_delivery_names")),
    )
    op.create_index("ix_hand_delivery_names_delivery_id", "hand_delivery_names", ["delivery_id"])
    op.create_index(
        "uq_hand_delivery_names_open",
        "hand_delivery_names",
        ["delivery_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_table(
        "hand_delivery_names_off",
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        _link("hand_delivery_names_off", "campaign_id", "campaign", "CASCADE"),
        sa.PrimaryKeyConstraint("campaign_id", "country", name=op.f("pk_hand_delivery_names_off")),
    )
    _make_packs()
    _make_visits()
    op.create_index(
        "ix_signature_named",
        "signature",
        ["petition_id", "state", "id"],
        sqlite_where=NAMED,
        postgresql_where=NAMED,
    )


def downgrade() -> None:
    op.drop_index("ix_signature_named", table_name="signature")
    for table in (
        "hand_delivery_visit_letter",
        "hand_delivery_visit",
        "hand_delivery_part",
        "hand_delivery_pack",
        "hand_delivery_names_off",
        "hand_delivery_names",
        "hand_delivery",
    ):
        op.drop_table(table)


def _make_packs() -> None:
    op.create_table(
        "hand_delivery_pack",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("delivery_id", sa.BigInteger(), nullable=False),
        sa.Column("state", _words("packstate", "ordered", "ready", "failed", "called_off", "void"), nullable=False),
        sa.Column("names_id", sa.BigInteger(), nullable=True),
        sa.Column("names_digest", sa.String(length=64), nullable=False),
        sa.Column("named", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.Column("facts_version", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.Column("left_out", sa.String(length=20), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ordered_by_id", sa.BigInteger(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'ordered') = (settled_at IS NULL)", name=op.f("ck_hand_delivery_pack_settled_at_some_time")
        ),
        sa.CheckConstraint(
            "names_digest = '' OR names_id IS NOT NULL", name=op.f("ck_hand_delivery_pack_names_with_approval")
        ),
        _link("hand_delivery_pack", "delivery_id", "hand_delivery", "CASCADE"),
        _link("hand_delivery_pack", "names_id", "hand_delivery_names", "CASCADE"),
        _link("hand_delivery_pack", "ordered_by_id", "organiser", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_delivery_pack")),
    )
    op.create_index("ix_hand_delivery_pack_delivery_id", "hand_delivery_pack", ["delivery_id", "ordered_at"])
    op.create_index("ix_hand_delivery_pack_state", "hand_delivery_pack", ["state"])
    op.create_table(
        "hand_delivery_part",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("pack_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            _words(
                "partkind",
                "letter",
                "totals",
                "names",
                "press",
                "banner_a4",
                "banner_a3",
                "protocol",
                "merged",
                "zip",
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("has_names", sa.Boolean(), nullable=False),
        sa.Column("letter_id", sa.BigInteger(), nullable=True),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        _link("hand_delivery_part", "pack_id", "hand_delivery_pack", "CASCADE"),
        _link("hand_delivery_part", "letter_id", "letter", "SET NULL"),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_hand_delivery_part_sha256"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_delivery_part")),
    )
    op.create_index("ix_hand_delivery_part_pack_id", "hand_delivery_part", ["pack_id", "place"])
    op.create_index("ix_hand_delivery_part_sha256", "hand_delivery_part", ["sha256"])


def _make_visits() -> None:
    op.create_table(
        "hand_delivery_visit",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("delivery_id", sa.BigInteger(), nullable=False),
        sa.Column("outcome", _words("visitoutcome", "received", "left", "refused", "closed"), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("received_by", sa.LargeBinary(), nullable=False),
        sa.Column("who_went", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("photo_sha256", sa.String(length=64), nullable=True),
        sa.Column("photo_type", sa.String(length=20), nullable=False),
        sa.Column("photo_width", sa.Integer(), nullable=False),
        sa.Column("photo_height", sa.Integer(), nullable=False),
        sa.Column("may_show", sa.Boolean(), nullable=False),
        sa.Column("scan_sha256", sa.String(length=64), nullable=True),
        sa.Column("update_id", sa.BigInteger(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "photo_sha256 IS NOT NULL OR NOT may_show", name=op.f("ck_hand_delivery_visit_shows_a_photo")
        ),
        sa.CheckConstraint(
            "(photo_sha256 IS NULL) = (photo_type = '')", name=op.f("ck_hand_delivery_visit_photo_with_type")
        ),
        _link("hand_delivery_visit", "delivery_id", "hand_delivery", "CASCADE"),
        sa.ForeignKeyConstraint(
            ["photo_sha256"], ["stored_file.sha256"], name=op.f("fk_hand_delivery_visit_photo_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["scan_sha256"], ["stored_file.sha256"], name=op.f("fk_hand_delivery_visit_scan_sha256")
        ),
        _link("hand_delivery_visit", "update_id", "campaign_update", "SET NULL"),
        _link("hand_delivery_visit", "recorded_by_id", "organiser", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_delivery_visit")),
    )
    op.create_index("ix_hand_delivery_visit_delivery_id", "hand_delivery_visit", ["delivery_id", "visited_on"])
    op.create_table(
        "hand_delivery_visit_letter",
        sa.Column("visit_id", sa.BigInteger(), nullable=False),
        sa.Column("letter_id", sa.BigInteger(), nullable=False),
        sa.Column("dispatch_id", sa.BigInteger(), nullable=True),
        _link("hand_delivery_visit_letter", "visit_id", "hand_delivery_visit", "CASCADE"),
        _link("hand_delivery_visit_letter", "letter_id", "letter", "CASCADE"),
        _link("hand_delivery_visit_letter", "dispatch_id", "dispatch", "SET NULL"),
        sa.PrimaryKeyConstraint("visit_id", "letter_id", name=op.f("pk_hand_delivery_visit_letter")),
    )


def _link(table: str, column: str, to: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
