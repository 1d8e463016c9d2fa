# SPDX-License-Identifier: EUPL-1.2
"""Organisations, their neighbours, mail domains and audiences."""

import sqlalchemy as sa
from alembic import op

revision = "20261123_organisations"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "audience",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audience"),
        sa.UniqueConstraint("key", name="uq_audience_key"),
    )
    op.create_table(
        "province",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("inhabitants", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_province"),
        sa.UniqueConstraint("code", name="uq_province_code"),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sort_name", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("province_id", sa.Integer(), nullable=True),
        sa.Column("corop", sa.String(length=80), nullable=True),
        sa.Column("safety_region", sa.String(length=80), nullable=True),
        sa.Column("labour_region", sa.String(length=80), nullable=True),
        sa.Column("youth_region", sa.String(length=80), nullable=True),
        sa.Column("inhabitants", sa.Integer(), nullable=True),
        sa.Column("area", sa.Float(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("tooi", sa.String(length=200), nullable=True),
        sa.Column("oin", sa.String(length=20), nullable=True),
        sa.Column("register_id", sa.String(length=20), nullable=True),
        sa.Column("wikidata", sa.String(length=20), nullable=True),
        sa.Column("website", sa.String(length=300), nullable=True),
        sa.Column("outline", sa.Text(), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name="fk_organisation_province_id"),
        sa.ForeignKeyConstraint(["successor_id"], ["organisation.id"], name="fk_organisation_successor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
        sa.UniqueConstraint("code", name="uq_organisation_code"),
        sa.UniqueConstraint("tooi", name="uq_organisation_tooi"),
    )
    op.create_index("ix_organisation_name", "organisation", ["name"], unique=False)
    op.create_index("ix_organisation_province_id", "organisation", ["province_id"], unique=False)
    op.create_index("ix_organisation_sort_name", "organisation", ["sort_name"], unique=False)
    op.create_table(
        "audience_organisation",
        sa.Column("audience_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audience_id"], ["audience.id"], name="fk_audience_organisation_audience_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_audience_organisation_organisation_id"
        ),
        sa.PrimaryKeyConstraint("audience_id", "organisation_id", name="pk_audience_organisation"),
    )
    op.create_index(
        "ix_audience_organisation_organisation_id", "audience_organisation", ["organisation_id"], unique=False
    )
    op.create_table(
        "mail_domain",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("domain", sa.String(length=253), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_mail_domain_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mail_domain"),
        sa.UniqueConstraint("domain", name="uq_mail_domain_domain"),
    )
    op.create_index("ix_mail_domain_organisation_id", "mail_domain", ["organisation_id"], unique=False)
    op.create_table(
        "neighbour",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("neighbour_id", sa.Integer(), nullable=False),
        sa.Column("border", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["neighbour_id"], ["organisation.id"], name="fk_neighbour_neighbour_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_neighbour_organisation_id"
        ),
        sa.PrimaryKeyConstraint("organisation_id", "neighbour_id", name="pk_neighbour"),
    )
    op.create_index("ix_neighbour_neighbour_id", "neighbour", ["neighbour_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index("ix_neighbour_neighbour_id", table_name="neighbour")
    op.drop_table("neighbour")
    op.drop_index("ix_mail_domain_organisation_id", table_name="mail_domain")
    op.drop_table("mail_domain")
    op.drop_index("ix_audience_organisation_organisation_id", table_name="audience_organisation")
    op.drop_table("audience_organisation")
    op.drop_index("ix_organisation_name", table_name="organisation")
    op.drop_index("ix_organisation_province_id", table_name="organisation")
    op.drop_index("ix_organisation_sort_name", table_name="organisation")
    op.drop_table("organisation")
    op.drop_table("province")
    op.drop_table("audience")
