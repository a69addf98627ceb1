"""Grants, invitations, second factors, known browsers, and an audit trail that is a chain."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "known_device",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["organiser.id"], name=op.f("fk_known_device_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_device")),
        sa.UniqueConstraint("user_id", "digest", name=op.f("uq_known_device_user_id_digest")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["organiser.id"], name=op.f("fk_recovery_code_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_user_id"), "recovery_code", ["user_id"], unique=False)

    op.create_table(
        "second_factor",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("app", "key", name="factorkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(length=1023), nullable=True),
        sa.Column("credential", sa.LargeBinary(), nullable=True),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(kind = 'app') = (secret IS NOT NULL)", name=op.f("ck_second_factor_app_has_a_secret")),
        sa.CheckConstraint(
            "(kind = 'key') = (credential_id IS NOT NULL)", name=op.f("ck_second_factor_key_has_a_credential")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["organiser.id"], name=op.f("fk_second_factor_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_factor")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_second_factor_credential_id")),
    )
    op.create_index("ix_second_factor_user_id", "second_factor", ["user_id"], unique=False)

    op.create_table(
        "trail_head",
        sa.Column("organisation_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_trail_head_organisation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_trail_head")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "owner",
                "editor",
                "reviewer",
                "translator",
                "viewer",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("email", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("nonce", sa.LargeBinary(length=16), nullable=False),
        sa.Column("invited_by_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_invitation_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["organiser.id"], name=op.f("fk_invitation_invited_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_invitation_organisation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    op.create_index("ix_invitation_organisation_id", "invitation", ["organisation_id"], unique=False)

    op.create_table(
        "role_grant",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("of_organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("to_organisation_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "owner",
                "editor",
                "reviewer",
                "translator",
                "viewer",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "to_organisation_id IS NULL OR role = 'viewer'", name=op.f("ck_role_grant_organisation_sees")
        ),
        sa.CheckConstraint("(user_id IS NULL) <> (to_organisation_id IS NULL)", name=op.f("ck_role_grant_one_subject")),
        sa.CheckConstraint(
            "to_organisation_id <> of_organisation_id", name=op.f("ck_role_grant_to_another_organisation")
        ),
        sa.CheckConstraint(
            "user_id IS NULL OR campaign_id IS NOT NULL", name=op.f("ck_role_grant_person_in_one_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_role_grant_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["of_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_role_grant_of_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["to_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_role_grant_to_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["organiser.id"], name=op.f("fk_role_grant_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sa.UniqueConstraint("to_organisation_id", "campaign_id", name="uq_role_grant_organisation"),
        sa.UniqueConstraint("user_id", "campaign_id", name="uq_role_grant_person"),
    )
    op.create_index("ix_role_grant_campaign_id", "role_grant", ["campaign_id"], unique=False)
    op.create_index("ix_role_grant_of_organisation_id", "role_grant", ["of_organisation_id"], unique=False)
    op.create_index(
        "uq_role_grant_all_campaigns",
        "role_grant",
        ["to_organisation_id", "of_organisation_id"],
        unique=True,
        sqlite_where=sa.text("campaign_id IS NULL"),
        postgresql_where=sa.text("campaign_id IS NULL"),
    )

    # Added in place: a table that is copied and dropped would take what refers to it with it.
    op.add_column("audit_entry", sa.Column("seq", sa.BigInteger(), nullable=True))
    op.add_column("audit_entry", sa.Column("hash", sa.LargeBinary(), nullable=True))
    op.drop_index(op.f("ix_audit_entry_organisation_id"), "audit_entry")
    op.create_index("ix_audit_entry_chain", "audit_entry", ["organisation_id", "seq"], unique=True)
    op.create_index("ix_audit_entry_newest", "audit_entry", ["organisation_id", "id"], unique=False)
    op.add_column("membership", sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("organisation", sa.Column("trail_names", sa.String(length=20), nullable=False, server_default="full"))
    op.add_column("organiser", sa.Column("language", sa.String(length=20), nullable=False, server_default="en"))
    # Whoever was signed in signs in once more.
    op.drop_index(op.f("ix_sign_in_session_user_id"), "sign_in_session")
    op.drop_table("sign_in_session")
    op.create_table(
        "sign_in_session",
        sa.Column("token_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["organiser.id"], name=op.f("fk_sign_in_session_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_sign_in_session")),
        sa.UniqueConstraint("id", name=op.f("uq_sign_in_session_id")),
    )
    op.create_index(op.f("ix_sign_in_session_user_id"), "sign_in_session", ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_sign_in_session_user_id"), "sign_in_session")
    op.drop_table("sign_in_session")
    op.create_table(
        "sign_in_session",
        sa.Column("token_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["organiser.id"], name=op.f("fk_sign_in_session_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_sign_in_session")),
    )
    op.create_index(op.f("ix_sign_in_session_user_id"), "sign_in_session", ["user_id"], unique=False)
    op.drop_column("organiser", "language")
    op.drop_column("organisation", "trail_names")
    op.drop_column("membership", "suspended_at")
    op.drop_index("ix_audit_entry_newest", "audit_entry")
    op.drop_index("ix_audit_entry_chain", "audit_entry")
    op.create_index(op.f("ix_audit_entry_organisation_id"), "audit_entry", ["organisation_id"], unique=False)
    op.drop_column("audit_entry", "hash")
    op.drop_column("audit_entry", "seq")
    op.drop_index("uq_role_grant_all_campaigns", "role_grant")
    op.drop_index("ix_role_grant_of_organisation_id", "role_grant")
    op.drop_index("ix_role_grant_campaign_id", "role_grant")

    op.drop_table("role_grant")
    op.drop_index("ix_invitation_organisation_id", "invitation")

    op.drop_table("invitation")
    op.drop_table("trail_head")
    op.drop_index("ix_second_factor_user_id", "second_factor")

    op.drop_table("second_factor")
    op.drop_index(op.f("ix_recovery_code_user_id"), "recovery_code")

    op.drop_table("recovery_code")
    op.drop_table("known_device")
