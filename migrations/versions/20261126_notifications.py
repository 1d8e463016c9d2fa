# SPDX-License-Identifier: EUPL-1.2
"""Watching, notifications and the mail that tells them."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_notifications"
down_revision = "20261126_asking"
branch_labels = None
depends_on = None

WATCHED = {
    "watch_contribution": "contribution",
    "watch_tag": "tag",
    "watch_theme": "theme",
    "watch_organisation": "organisation",
    "watch_person": "user",
}
UNREAD = sa.text("read_at IS NULL")
UNMAILED = sa.text("read_at IS NULL AND mailing_id IS NULL")


def upgrade() -> None:
    """Make the tables, and give letters headers and a composer."""
    with op.batch_alter_table("letter") as letter:
        letter.add_column(sa.Column("headers", sa.JSON(), nullable=False, server_default="{}"))
        letter.add_column(sa.Column("composer", sa.String(length=40), nullable=True))
    with op.batch_alter_table("letter") as letter:
        letter.alter_column("headers", server_default=None)
    for table, target in WATCHED.items():
        _make_watch(table, target)
    op.create_table(
        "watch_habit",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("is_automatic", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_watch_habit_user_id"),
        sa.PrimaryKeyConstraint("user_id", name="pk_watch_habit"),
    )
    op.create_table(
        "mail_preference",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(length=40), nullable=False),
        sa.Column("pace", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_mail_preference_user_id"),
        sa.PrimaryKeyConstraint("user_id", "sort", name="pk_mail_preference"),
    )
    op.create_table(
        "mailing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("pace", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_mailing_user_id"),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name="fk_mailing_letter_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mailing"),
        sa.UniqueConstraint("user_id", "pace", "day", "number", name="uq_mailing_user_id_pace_day_number"),
    )
    op.create_index("ix_mailing_letter_id", "mailing", ["letter_id"], unique=False)
    _make_notification()


def _make_watch(table: str, target: str) -> None:
    op.create_table(
        table,
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=f"fk_{table}_user_id"),
        sa.ForeignKeyConstraint(["target_id"], [f"{target}.id"], name=f"fk_{table}_target_id"),
        sa.PrimaryKeyConstraint("user_id", "target_id", name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_target_id", table, ["target_id"], unique=False)


def _make_notification() -> None:
    op.create_table(
        "notification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(length=40), nullable=False),
        sa.Column("pace", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.Column("mailing_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_notification_user_id"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_notification_event_id"),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name="fk_notification_contribution_id"
        ),
        sa.ForeignKeyConstraint(["item_id"], ["contribution.id"], name="fk_notification_item_id"),
        sa.ForeignKeyConstraint(["mailing_id"], ["mailing.id"], name="fk_notification_mailing_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notification"),
        sa.UniqueConstraint("user_id", "event_id", name="uq_notification_user_id_event_id"),
        sqlite_autoincrement=True,
    )
    for column in ("contribution_id", "event_id", "mailing_id"):
        op.create_index(f"ix_notification_{column}", "notification", [column], unique=False)
    op.create_index("ix_notification_item", "notification", ["user_id", "item_id"], unique=False)
    op.create_index(
        "ix_notification_unread",
        "notification",
        ["user_id"],
        unique=False,
        sqlite_where=UNREAD,
        postgresql_where=UNREAD,
    )
    op.create_index(
        "ix_notification_unmailed",
        "notification",
        ["pace", "user_id"],
        unique=False,
        sqlite_where=UNMAILED,
        postgresql_where=UNMAILED,
    )


def downgrade() -> None:
    """Drop the tables and columns."""
    for table in ("notification", "mailing", "mail_preference", "watch_habit", *reversed(WATCHED)):
        op.drop_table(table)
    with op.batch_alter_table("letter") as letter:
        letter.drop_column("composer")
        letter.drop_column("headers")
