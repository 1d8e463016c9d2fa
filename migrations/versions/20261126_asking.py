# SPDX-License-Identifier: EUPL-1.2
"""Similar items, invitations, anonymous askers, owners of themes and relations."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_asking"
down_revision = "20261126_improving"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and columns."""
    op.create_table(
        "answered_by",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name="fk_answered_by_contribution_id"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_answered_by_user_id"),
        sa.PrimaryKeyConstraint("contribution_id", "user_id", name="pk_answered_by"),
    )
    op.create_index("ix_answered_by_at", "answered_by", ["at"], unique=False)
    op.create_index("ix_answered_by_user_id", "answered_by", ["user_id"], unique=False)
    with op.batch_alter_table("question") as question:
        question.add_column(sa.Column("needed_by", sa.Date(), nullable=True))
        question.create_index("ix_question_needed_by", ["needed_by"], unique=False)
        question.add_column(sa.Column("vouched_at", sa.DateTime(), nullable=True))
    # Not by way of a copy of the table, which SQLite refuses to drop while others refer to it.
    op.execute(
        "ALTER TABLE contribution ADD COLUMN hidden_person_id INTEGER"
        ' CONSTRAINT fk_contribution_hidden_person_id REFERENCES "user" (id)'
    )
    _let_applications_be_anonymous(True)
    _add_invitations()
    op.create_table(
        "theme_owner",
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name="fk_theme_owner_theme_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_theme_owner_organisation_id"
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["user.id"], name="fk_theme_owner_contact_id"),
        sa.PrimaryKeyConstraint("theme_id", name="pk_theme_owner"),
    )
    op.create_index("ix_theme_owner_organisation_id", "theme_owner", ["organisation_id"], unique=False)
    op.create_index("ix_theme_owner_contact_id", "theme_owner", ["contact_id"], unique=False)
    _add_relations()


def _let_applications_be_anonymous(nullable: bool) -> None:
    with op.batch_alter_table("application") as application:
        application.alter_column("organisation_id", existing_type=sa.Integer(), nullable=nullable)


def _add_invitations() -> None:
    for table, column, target in (
        ("invited_organisation", "organisation_id", "organisation.id"),
        ("invited_person", "person_id", "user.id"),
    ):
        op.create_table(
            table,
            sa.Column("question_id", sa.Integer(), nullable=False),
            sa.Column(column, sa.Integer(), nullable=False),
            sa.Column("inviter_id", sa.Integer(), nullable=False),
            sa.Column("at", sa.DateTime(), nullable=False),
            sa.Column("told_at", sa.DateTime(), nullable=True),
            sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=f"fk_{table}_question_id"),
            sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}"),
            sa.ForeignKeyConstraint(["inviter_id"], ["user.id"], name=f"fk_{table}_inviter_id"),
            sa.PrimaryKeyConstraint("question_id", column, name=f"pk_{table}"),
        )
        op.create_index(f"ix_{table}_{column}", table, [column], unique=False)


def _add_relations() -> None:
    op.create_table(
        "relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(length=40), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["from_id"], ["contribution.id"], name="fk_relation_from_id"),
        sa.ForeignKeyConstraint(["to_id"], ["contribution.id"], name="fk_relation_to_id"),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name="fk_relation_author_id"),
        sa.PrimaryKeyConstraint("id", name="pk_relation"),
        sa.UniqueConstraint("from_id", "to_id", "sort", name="uq_relation_from_id_to_id_sort"),
    )
    op.create_index("ix_relation_to_id", "relation", ["to_id"], unique=False)
    op.create_table(
        "signpost_vote",
        sa.Column("relation_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["relation_id"], ["relation.id"], name="fk_signpost_vote_relation_id"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_signpost_vote_user_id"),
        sa.PrimaryKeyConstraint("relation_id", "user_id", name="pk_signpost_vote"),
    )
    op.create_index("ix_signpost_vote_user_id", "signpost_vote", ["user_id"], unique=False)


def downgrade() -> None:
    """Drop the tables and columns."""
    op.drop_index("ix_signpost_vote_user_id", table_name="signpost_vote")
    op.drop_table("signpost_vote")
    op.drop_index("ix_relation_to_id", table_name="relation")
    op.drop_table("relation")
    op.drop_index("ix_theme_owner_contact_id", table_name="theme_owner")
    op.drop_index("ix_theme_owner_organisation_id", table_name="theme_owner")
    op.drop_table("theme_owner")
    op.drop_index("ix_invited_person_person_id", table_name="invited_person")
    op.drop_table("invited_person")
    op.drop_index("ix_invited_organisation_organisation_id", table_name="invited_organisation")
    op.drop_table("invited_organisation")
    op.execute("DELETE FROM application WHERE organisation_id IS NULL")
    _let_applications_be_anonymous(False)
    op.execute("ALTER TABLE contribution DROP COLUMN hidden_person_id")
    with op.batch_alter_table("question") as question:
        question.drop_column("vouched_at")
        question.drop_index("ix_question_needed_by")
        question.drop_column("needed_by")
    op.drop_index("ix_answered_by_user_id", table_name="answered_by")
    op.drop_index("ix_answered_by_at", table_name="answered_by")
    op.drop_table("answered_by")
