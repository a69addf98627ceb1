"""What is typed beside a signature that waits has a row of its own; what is to replace a signature is found by it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
REPLACES = sa.text("replaces IS NOT NULL")
WEB = ("none", "country", "initials", "full")
ADDRESSEE = ("counted", "initials", "full")


def upgrade() -> None:
    op.create_table(
        "retyping",
        sa.Column("reference", sa.BigInteger(), nullable=False),
        sa.Column("signature_id", sa.BigInteger(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(length=16), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column(
            "web_visibility",
            sa.Enum(*WEB, name="webvisibility", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "addressee_visibility",
            sa.Enum(*ADDRESSEE, name="addresseevisibility", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("via", sa.String(length=40), nullable=False),
        sa.Column("text_version", sa.String(length=32), nullable=False),
        sa.Column("consents", JSON, nullable=False),
        sa.Column("replaces", sa.BigInteger(), nullable=True),
        sa.Column("sets_aside", sa.Boolean(), nullable=False),
        sa.Column("network", sa.BigInteger(), nullable=True),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("reasons", sa.String(length=200), nullable=False),
        sa.Column("typed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(envelope IS NULL) = (country IS NULL)", name=op.f("ck_retyping_is_whole_or_empty")),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["signature.id"], name=op.f("fk_retyping_signature_id_signature"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_retyping")),
    )
    op.create_index(op.f("ix_retyping_signature_id"), "retyping", ["signature_id"])
    op.create_index("ix_retyping_mailed_at", "retyping", ["mailed_at"])
    op.create_index("ix_retyping_replaces", "retyping", ["replaces"], sqlite_where=REPLACES, postgresql_where=REPLACES)
    op.create_index(
        "ix_signature_replaces", "signature", ["replaces"], sqlite_where=REPLACES, postgresql_where=REPLACES
    )


def downgrade() -> None:
    op.drop_index("ix_signature_replaces", table_name="signature")
    op.drop_table("retyping")
