# SPDX-License-Identifier: EUPL-1.2
"""What all kinds of contribution share."""

import sqlalchemy as sa
from alembic import op

revision = "20261123_contributions"
down_revision = "20261123_partnerships"
branch_labels = None
depends_on = None

THEMES = (
    ("samenwerken", "Samenwerken en besturen", "Cooperation and governance"),
    ("geld", "Geld en verdeling", "Money and cost allocation"),
    ("mensen", "Mensen en organisatie", "People and organisation"),
    ("inkoop", "Inkoop en contracten", "Procurement and contracts"),
    ("werkplek", "Werkplek en infrastructuur", "Workplace and infrastructure"),
    ("datacenter", "Datacenter en cloud", "Data centre and cloud"),
    ("dienstverlening", "Digitale dienstverlening", "Digital services"),
    ("zaakgericht", "Zaakgericht werken", "Case management"),
    ("gegevens", "Gegevens en basisregistraties", "Data and base registers"),
    ("beveiliging", "Informatiebeveiliging", "Information security"),
    ("privacy", "Privacy", "Privacy"),
    ("archief", "Informatiebeheer en archief", "Records and archive"),
    ("architectuur", "Architectuur en Common Ground", "Architecture and Common Ground"),
    ("data-ai", "Data en AI", "Data and AI"),
)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("synonym_of_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["synonym_of_id"], ["tag.id"], name="fk_tag_synonym_of_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tag"),
        sa.UniqueConstraint("name", name="uq_tag_name"),
    )
    op.create_index("ix_tag_synonym_of_id", "tag", ["synonym_of_id"], unique=False)
    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_theme"),
        sa.UniqueConstraint("slug", name="uq_theme_slug"),
    )
    op.create_table(
        "contribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("import_id", sa.String(length=80), nullable=True),
        sa.Column("sent_as", sa.String(length=80), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("visibility", sa.String(length=40), nullable=False),
        sa.Column("audience_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("status_reason", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["audience_id"], ["audience.id"], name="fk_contribution_audience_id"),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name="fk_contribution_author_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_contribution_organisation_id"
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name="fk_contribution_theme_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contribution"),
        sa.UniqueConstraint("import_id", name="uq_contribution_import_id"),
        sa.UniqueConstraint("sent_as", name="uq_contribution_sent_as"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_contribution_audience_id", "contribution", ["audience_id"], unique=False)
    op.create_index("ix_contribution_author_id", "contribution", ["author_id"], unique=False)
    op.create_index("ix_contribution_listing", "contribution", ["kind", "status", "id"], unique=False)
    op.create_index("ix_contribution_organisation", "contribution", ["organisation_id", "id"], unique=False)
    op.create_index("ix_contribution_theme_id", "contribution", ["theme_id"], unique=False)
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.String(length=80), nullable=True),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name="fk_comment_author_id"),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name="fk_comment_contribution_id"),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
        sa.UniqueConstraint("import_id", name="uq_comment_import_id"),
    )
    op.create_index("ix_comment_contribution_id", "comment", ["contribution_id"], unique=False)
    op.create_table(
        "contribution_tag",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name="fk_contribution_tag_contribution_id"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name="fk_contribution_tag_tag_id"),
        sa.PrimaryKeyConstraint("contribution_id", "tag_id", name="pk_contribution_tag"),
    )
    op.create_index("ix_contribution_tag_tag_id", "contribution_tag", ["tag_id"], unique=False)
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name="fk_revision_author_id"),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name="fk_revision_contribution_id"),
        sa.PrimaryKeyConstraint("id", name="pk_revision"),
        sa.UniqueConstraint("contribution_id", "number", name="uq_revision_contribution_id_number"),
    )
    theme = sa.table("theme", *(sa.column(name) for name in ("slug", "name", "name_en", "description")))
    op.bulk_insert(
        theme, [dict(zip(("slug", "name", "name_en"), row, strict=True), description="") for row in THEMES]
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("revision")
    op.drop_index("ix_contribution_tag_tag_id", table_name="contribution_tag")
    op.drop_table("contribution_tag")
    op.drop_index("ix_comment_contribution_id", table_name="comment")
    op.drop_table("comment")
    op.drop_index("ix_contribution_audience_id", table_name="contribution")
    op.drop_index("ix_contribution_author_id", table_name="contribution")
    op.drop_index("ix_contribution_listing", table_name="contribution")
    op.drop_index("ix_contribution_organisation", table_name="contribution")
    op.drop_index("ix_contribution_theme_id", table_name="contribution")
    op.drop_table("contribution")
    op.drop_table("theme")
    op.drop_index("ix_tag_synonym_of_id", table_name="tag")
    op.drop_table("tag")
