"""What a signature goes back to, since when it is counted, who looked by a rule; names need leave no fingerprint."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

FINGERPRINTS = ("name_skeleton", "name_folded")
LOOKS_ALIKE = sa.text("looks_alike")


def upgrade() -> None:
    op.add_column("signature", sa.Column("stood_aside", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("signature", sa.Column("counted_since", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("rule_run", schema=None) as batch_op:
        batch_op.add_column(sa.Column("made_by_id", sa.BigInteger(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_rule_run_made_by_id"), "organiser", ["made_by_id"], ["id"], ondelete="SET NULL"
        )
    _let_fingerprints_be_empty(True)
    # They are kept in another form from now on, and told anew.
    op.execute("DELETE FROM published_groups")


def downgrade() -> None:
    op.execute("DELETE FROM published_groups")
    # Zero is the number of nothing: who has no fingerprint looks like nobody.
    op.execute("UPDATE signature_signal SET name_skeleton = 0, name_folded = 0 WHERE name_skeleton IS NULL")
    _let_fingerprints_be_empty(False)
    with op.batch_alter_table("rule_run", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_rule_run_made_by_id"), type_="foreignkey")
        batch_op.drop_column("made_by_id")
    op.drop_column("signature", "counted_since")
    op.drop_column("signature", "stood_aside")


def _let_fingerprints_be_empty(may_be: bool) -> None:
    # SQLite copies the table for it, and would not know again which rows this index is for.
    op.drop_index("ix_signature_signal_alike", "signature_signal")
    with op.batch_alter_table("signature_signal", schema=None) as batch_op:
        for column in FINGERPRINTS:
            batch_op.alter_column(column, existing_type=sa.BigInteger(), nullable=may_be)
    op.create_index(
        "ix_signature_signal_alike",
        "signature_signal",
        ["petition_id", "signature_id"],
        sqlite_where=LOOKS_ALIKE,
        postgresql_where=LOOKS_ALIKE,
    )
