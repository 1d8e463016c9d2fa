# SPDX-License-Identifier: EUPL-1.2
"""Pictures and documents, and the contributions they hang on."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_files"
down_revision = "20261125_drafts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("alternative", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name="fk_attachment_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
        sa.UniqueConstraint("owner_id", "sha256", "name", name="uq_attachment_owner_id_sha256_name"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attachment_created_at", "attachment", ["created_at"], unique=False)
    op.create_index("ix_attachment_sha256", "attachment", ["sha256"], unique=False)
    op.create_table(
        "attachment_use",
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachment.id"], name="fk_attachment_use_attachment_id"),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name="fk_attachment_use_contribution_id"
        ),
        sa.PrimaryKeyConstraint("attachment_id", "contribution_id", name="pk_attachment_use"),
    )
    op.create_index("ix_attachment_use_contribution_id", "attachment_use", ["contribution_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index("ix_attachment_use_contribution_id", table_name="attachment_use")
    op.drop_table("attachment_use")
    op.drop_index("ix_attachment_sha256", table_name="attachment")
    op.drop_index("ix_attachment_created_at", table_name="attachment")
    op.drop_table("attachment")
