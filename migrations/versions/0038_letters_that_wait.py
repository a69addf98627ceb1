"""Since when a letter waits for somebody's approval, and the mail that says so; which dossier an e-mail encloses, and
which PDFs were approved."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"

CHECK = "ck_campaign_notice_noticekind"
BEFORE = ("published_alone", "taken_off", "brought_back")
AFTER = (*BEFORE, "letter_waits")


def upgrade() -> None:
    op.add_column("letter", sa.Column("waits_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("letter_print", sa.Column("was_approved", sa.Boolean(), server_default=sa.false(), nullable=False))
    # Those whose approval had ended before are not told from drafts any more.
    op.execute(
        "UPDATE letter_print SET was_approved = TRUE WHERE sha256 IN"
        " (SELECT file_sha256 FROM letter WHERE state IN ('approved', 'sent') AND file_sha256 IS NOT NULL)"
    )
    op.add_column("letter_mail", sa.Column("enclosed_sha256", sa.String(64), nullable=True))
    op.add_column("letter_mail", sa.Column("enclosed_edition", sa.Integer(), nullable=True))
    _allow(AFTER)


def downgrade() -> None:
    """Mails that the older program has no word for are not written any more."""
    op.execute("DELETE FROM campaign_notice WHERE kind = 'letter_waits'")
    _allow(BEFORE)
    op.drop_column("letter_mail", "enclosed_edition")
    op.drop_column("letter_mail", "enclosed_sha256")
    with op.batch_alter_table("letter_print") as changed:
        changed.drop_column("was_approved")
    op.drop_column("letter", "waits_since")


def _allow(kinds: tuple[str, ...]) -> None:
    words = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("campaign_notice") as changed:
        changed.drop_constraint(op.f(CHECK), type_="check")
        changed.create_check_constraint(op.f(CHECK), f"kind IN ({words})")
