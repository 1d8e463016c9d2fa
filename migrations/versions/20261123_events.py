# SPDX-License-Identifier: EUPL-1.2
"""What happened, and who must still hear of it."""

import sqlalchemy as sa
from alembic import op

revision = "20261123_events"
down_revision = "20261123_branch"
branch_labels = None
depends_on = None

REFUSE_ON_POSTGRESQL = """
CREATE FUNCTION refuse_change() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'what happened is neither changed nor removed'; END
$$ LANGUAGE plpgsql
"""
TRIGGER_ON_POSTGRESQL = """
CREATE TRIGGER event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""
TRIGGER_ON_SQLITE = """
CREATE TRIGGER event_refuses_{act} BEFORE {act} ON event
BEGIN SELECT RAISE(ABORT, 'what happened is neither changed nor removed'); END
"""


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=320), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=True),
        sa.Column("not_before", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
    )
    op.create_index("ix_letter_not_before", "letter", ["not_before"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("happening", sa.String(length=40), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name="fk_event_actor_id"),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name="fk_event_contribution_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_event_organisation_id"),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name="fk_event_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_event_actor_id", "event", ["actor_id"], unique=False)
    op.create_index("ix_event_contribution_id", "event", ["contribution_id"], unique=False)
    op.create_index("ix_event_happening", "event", ["happening"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("subscriber", sa.String(length=40), nullable=False),
        sa.Column("not_before", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_delivery_event_id"),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
    )
    op.create_index("ix_delivery_due", "delivery", ["subscriber", "not_before"], unique=False)
    _refuse_changes()


def downgrade() -> None:
    """Drop the tables."""
    _allow_changes()
    op.drop_index("ix_delivery_due", table_name="delivery")
    op.drop_table("delivery")
    op.drop_index("ix_event_actor_id", table_name="event")
    op.drop_index("ix_event_contribution_id", table_name="event")
    op.drop_index("ix_event_happening", table_name="event")
    op.drop_table("event")
    op.drop_index("ix_letter_not_before", table_name="letter")
    op.drop_table("letter")


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(REFUSE_ON_POSTGRESQL)
        op.execute(TRIGGER_ON_POSTGRESQL)
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(TRIGGER_ON_SQLITE.format(act=act))


def _allow_changes() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER event_is_append_only ON event")
        op.execute("DROP FUNCTION refuse_change()")
