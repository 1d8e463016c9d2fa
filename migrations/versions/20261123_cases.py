# SPDX-License-Identifier: EUPL-1.2
"""Cases."""

import sqlalchemy as sa
from alembic import op

revision = "20261123_cases"
down_revision = "20261123_questions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("is_stub", sa.Boolean(), nullable=False),
        sa.Column("from_register", sa.Boolean(), nullable=False),
        sa.Column("sort", sa.String(length=40), nullable=False),
        sa.Column("partnership_name", sa.String(length=300), nullable=False),
        sa.Column("arrangement_id", sa.Integer(), nullable=True),
        sa.Column("other_parties", sa.Text(), nullable=False),
        sa.Column("legal_form", sa.String(length=40), nullable=True),
        sa.Column("organisational_form", sa.String(length=40), nullable=True),
        sa.Column("exit_rules", sa.Boolean(), nullable=True),
        sa.Column("evaluation_date", sa.String(length=10), nullable=False),
        sa.Column("executive_programme", sa.Boolean(), nullable=True),
        sa.Column("executive_programme_url", sa.String(length=500), nullable=False),
        sa.Column("motive_quality", sa.Integer(), nullable=False),
        sa.Column("motive_quality_line", sa.String(length=300), nullable=False),
        sa.Column("motive_cost", sa.Integer(), nullable=False),
        sa.Column("motive_cost_line", sa.String(length=300), nullable=False),
        sa.Column("motive_vulnerability", sa.Integer(), nullable=False),
        sa.Column("motive_vulnerability_line", sa.String(length=300), nullable=False),
        sa.Column("motive_opportunity", sa.Integer(), nullable=False),
        sa.Column("motive_opportunity_line", sa.String(length=300), nullable=False),
        sa.Column("driver", sa.String(length=40), nullable=True),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=True),
        sa.Column("phase_dates", sa.JSON(), nullable=False),
        sa.Column("stopped_in", sa.String(length=40), nullable=True),
        sa.Column("stopped_why", sa.Text(), nullable=False),
        sa.Column("price_year", sa.Integer(), nullable=True),
        sa.Column("cost_note", sa.Text(), nullable=False),
        sa.Column("allocation_key", sa.String(length=300), nullable=False),
        sa.Column("baseline_measured", sa.Boolean(), nullable=True),
        sa.Column("saving_expected", sa.Integer(), nullable=True),
        sa.Column("saving_realised", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("would_do_again", sa.Boolean(), nullable=True),
        sa.Column("evidence_list", sa.JSON(), nullable=False),
        sa.CheckConstraint("motive_cost BETWEEN 0 AND 3", name="ck_case_motive_cost"),
        sa.CheckConstraint("motive_opportunity BETWEEN 0 AND 3", name="ck_case_motive_opportunity"),
        sa.CheckConstraint("motive_quality BETWEEN 0 AND 3", name="ck_case_motive_quality"),
        sa.CheckConstraint("motive_vulnerability BETWEEN 0 AND 3", name="ck_case_motive_vulnerability"),
        sa.ForeignKeyConstraint(["arrangement_id"], ["arrangement.id"], name="fk_case_arrangement_id"),
        sa.ForeignKeyConstraint(["id"], ["contribution.id"], name="fk_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case"),
    )
    op.create_index("ix_case_arrangement_id", "case", ["arrangement_id"], unique=False)
    op.create_table(
        "case_cost",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("budget_once", sa.Integer(), nullable=True),
        sa.Column("actual_once", sa.Integer(), nullable=True),
        sa.Column("budget_yearly", sa.Integer(), nullable=True),
        sa.Column("actual_yearly", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_case_cost_case_id"),
        sa.PrimaryKeyConstraint("case_id", "position", name="pk_case_cost"),
    )
    op.create_index("ix_case_cost_item", "case_cost", ["item"], unique=False)
    op.create_table(
        "case_filing",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_case_filing_case_id"),
        sa.PrimaryKeyConstraint("case_id", "name", "value", name="pk_case_filing"),
    )
    op.create_index("ix_case_filing_value", "case_filing", ["name", "value", "case_id"], unique=False)
    op.create_table(
        "case_partner",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("joined", sa.String(length=10), nullable=False),
        sa.Column("left", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_case_partner_case_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_case_partner_organisation_id"
        ),
        sa.PrimaryKeyConstraint("case_id", "organisation_id", name="pk_case_partner"),
    )
    op.create_index("ix_case_partner_organisation_id", "case_partner", ["organisation_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index("ix_case_partner_organisation_id", table_name="case_partner")
    op.drop_table("case_partner")
    op.drop_index("ix_case_filing_value", table_name="case_filing")
    op.drop_table("case_filing")
    op.drop_index("ix_case_cost_item", table_name="case_cost")
    op.drop_table("case_cost")
    op.drop_index("ix_case_arrangement_id", table_name="case")
    op.drop_table("case")
