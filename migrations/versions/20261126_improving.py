# SPDX-License-Identifier: EUPL-1.2
"""Improving together: where versions come from, suggestions, co-authors."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_improving"
down_revision = "20261126_files"
branch_labels = None
depends_on = None

WHO_IT_WAS_FOR = """
UPDATE revision SET
  audience_id = (SELECT c.audience_id FROM contribution c WHERE c.id = revision.contribution_id),
  organisation_id = (SELECT c.organisation_id FROM contribution c WHERE c.id = revision.contribution_id)
WHERE number = (SELECT c.revision FROM contribution c WHERE c.id = revision.contribution_id)
"""
"""Older versions did not keep it, and it is not known any more."""

REVISION = sa.table("revision", sa.column("content", sa.JSON()), sa.column("visibility", sa.String()))


def upgrade() -> None:
    """Add the columns and make the tables."""
    with op.batch_alter_table("revision") as batch:
        batch.add_column(sa.Column("is_minor", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("merged_with", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("restored_from", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("suggester_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("visibility", sa.String(length=40), nullable=False, server_default="own"))
        batch.add_column(sa.Column("audience_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("organisation_id", sa.Integer(), nullable=True))
        batch.create_foreign_key("fk_revision_suggester_id", "user", ["suggester_id"], ["id"])
        batch.create_foreign_key("fk_revision_audience_id", "audience", ["audience_id"], ["id"])
        batch.create_foreign_key("fk_revision_organisation_id", "organisation", ["organisation_id"], ["id"])
    with op.batch_alter_table("revision") as batch:
        batch.alter_column(
            "is_minor", existing_type=sa.Boolean(), existing_nullable=False, server_default=None
        )
        batch.alter_column(
            "visibility", existing_type=sa.String(length=40), existing_nullable=False, server_default=None
        )
    op.execute(REVISION.update().values(visibility=REVISION.c.content["visibility"].as_string()))
    op.execute(WHO_IT_WAS_FOR)
    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name="fk_suggestion_contribution_id"
        ),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name="fk_suggestion_author_id"),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user.id"], name="fk_suggestion_decided_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_suggestion"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_suggestion_author_id", "suggestion", ["author_id"], unique=False)
    op.create_index("ix_suggestion_status", "suggestion", ["status", "id"], unique=False)
    op.create_index(
        "uq_suggestion_pending",
        "suggestion",
        ["contribution_id"],
        unique=True,
        sqlite_where=sa.text("status = 'pending'"),
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_table(
        "contribution_author",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name="fk_contribution_author_contribution_id"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_contribution_author_user_id"),
        sa.PrimaryKeyConstraint("contribution_id", "user_id", name="pk_contribution_author"),
    )
    op.create_index("ix_contribution_author_user_id", "contribution_author", ["user_id"], unique=False)
    # Never made anew: SQLite would have to drop a table that others refer to.
    with op.batch_alter_table("user", recreate="never") as batch:
        batch.add_column(sa.Column("suggestions_taken", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("suggestions_judged", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("co_authored", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Drop the tables and the columns."""
    with op.batch_alter_table("user", recreate="never") as batch:
        batch.drop_column("co_authored")
        batch.drop_column("suggestions_judged")
        batch.drop_column("suggestions_taken")
    op.drop_index("ix_contribution_author_user_id", table_name="contribution_author")
    op.drop_table("contribution_author")
    op.drop_index("uq_suggestion_pending", table_name="suggestion")
    op.drop_index("ix_suggestion_status", table_name="suggestion")
    op.drop_index("ix_suggestion_author_id", table_name="suggestion")
    op.drop_table("suggestion")
    with op.batch_alter_table("revision") as batch:
        batch.drop_constraint("fk_revision_organisation_id", type_="foreignkey")
        batch.drop_constraint("fk_revision_audience_id", type_="foreignkey")
        batch.drop_constraint("fk_revision_suggester_id", type_="foreignkey")
        for name in (
            "organisation_id",
            "audience_id",
            "visibility",
            "suggester_id",
            "restored_from",
            "merged_with",
            "is_minor",
        ):
            batch.drop_column(name)
