# SPDX-License-Identifier: EUPL-1.2
"""Cases keep what changed in the register until somebody looked at it; members add arrangements to it."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_private"
down_revision = "20261128_invitations"
branch_labels = None
depends_on = None

FORGET = (
    'UPDATE "case" SET arrangement_id = NULL WHERE arrangement_id IN'
    " (SELECT id FROM arrangement WHERE author_id IS NOT NULL)",
    "DELETE FROM participant WHERE version_id IN (SELECT version.id FROM arrangement_version version"
    " JOIN arrangement ON arrangement.id = version.arrangement_id WHERE author_id IS NOT NULL)",
    "DELETE FROM version_policy_area WHERE version_id IN (SELECT version.id FROM arrangement_version version"
    " JOIN arrangement ON arrangement.id = version.arrangement_id WHERE author_id IS NOT NULL)",
    "DELETE FROM arrangement_version WHERE arrangement_id IN"
    " (SELECT id FROM arrangement WHERE author_id IS NOT NULL)",
    "DELETE FROM arrangement WHERE author_id IS NOT NULL",
)
"""What members added, for the tables of before."""


def upgrade() -> None:
    """Add the columns; nothing changed yet, and all arrangements are from the register."""
    op.add_column("case", sa.Column("register_changes", sa.JSON(), nullable=False, server_default="[]"))
    # Not by way of a copy of the table, which SQLite refuses to drop while others refer to it.
    op.execute(
        "ALTER TABLE arrangement ADD COLUMN author_id INTEGER"
        ' CONSTRAINT fk_arrangement_author_id REFERENCES "user" (id)'
    )
    status = sa.Column("status", sa.String(length=40), nullable=False, server_default="published")
    op.add_column("arrangement", status)
    op.add_column("arrangement", sa.Column("status_reason", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop them, and what members added."""
    for statement in FORGET:
        op.execute(statement)
    for column in ("status_reason", "status"):
        op.drop_column("arrangement", column)
    op.execute("ALTER TABLE arrangement DROP COLUMN author_id")
    op.drop_column("case", "register_changes")
