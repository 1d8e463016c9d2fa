# SPDX-License-Identifier: EUPL-1.2
"""The public register of joint arrangements."""

import sqlalchemy as sa
from alembic import op

revision = "20261123_partnerships"
down_revision = "20261123_accounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "arrangement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("legal_form", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=True),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("latest_start", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["merged_into_id"], ["arrangement.id"], name="fk_arrangement_merged_into_id"),
        sa.PrimaryKeyConstraint("id", name="pk_arrangement"),
    )
    op.create_index("ix_arrangement_listing", "arrangement", ["latest_start", "id"], unique=False)
    op.create_table(
        "policy_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_policy_area"),
        sa.UniqueConstraint("name", name="uq_policy_area_name"),
        sa.UniqueConstraint("slug", name="uq_policy_area_slug"),
    )
    op.create_table(
        "arrangement_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("arrangement_id", sa.Integer(), nullable=False),
        sa.Column("register_id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("cite_title", sa.String(length=300), nullable=False),
        sa.Column("legal_form", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=True),
        sa.Column("competence", sa.String(length=80), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("holder", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("founding_decision", sa.String(length=500), nullable=True),
        sa.Column("source_url", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(
            ["arrangement_id"], ["arrangement.id"], name="fk_arrangement_version_arrangement_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_arrangement_version"),
        sa.UniqueConstraint("register_id", name="uq_arrangement_version_register_id"),
    )
    op.create_index(
        "ix_arrangement_version_in_force",
        "arrangement_version",
        ["arrangement_id", "starts", "ends"],
        unique=False,
    )
    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("joined", sa.Date(), nullable=True),
        sa.Column("share", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_participant_organisation_id"
        ),
        sa.ForeignKeyConstraint(["version_id"], ["arrangement_version.id"], name="fk_participant_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_participant"),
        sa.UniqueConstraint("version_id", "name", name="uq_participant_version_id_name"),
    )
    op.create_index("ix_participant_organisation_id", "participant", ["organisation_id"], unique=False)
    op.create_table(
        "version_policy_area",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("policy_area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["policy_area_id"], ["policy_area.id"], name="fk_version_policy_area_policy_area_id"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["arrangement_version.id"], name="fk_version_policy_area_version_id"
        ),
        sa.PrimaryKeyConstraint("version_id", "policy_area_id", name="pk_version_policy_area"),
    )
    op.create_index(
        "ix_version_policy_area_policy_area_id", "version_policy_area", ["policy_area_id"], unique=False
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index("ix_version_policy_area_policy_area_id", table_name="version_policy_area")
    op.drop_table("version_policy_area")
    op.drop_index("ix_participant_organisation_id", table_name="participant")
    op.drop_table("participant")
    op.drop_index("ix_arrangement_version_in_force", table_name="arrangement_version")
    op.drop_table("arrangement_version")
    op.drop_table("policy_area")
    op.drop_index("ix_arrangement_listing", table_name="arrangement")
    op.drop_table("arrangement")
