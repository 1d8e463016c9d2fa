# SPDX-License-Identifier: EUPL-1.2
"""Somebody saved another version in the meantime: both texts are kept, and shown."""

from typing import Any

from flask import render_template

from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db
from knowledgebase.web.differences import side_by_side
from knowledgebase.web.forms import Form


def conflict_page(
    template: str,
    form: Form,
    contribution: Contribution,
    texts: tuple[str, str] | None = None,
    **shown: Any,
) -> tuple[str, int]:
    """Show the form once more with what was typed, beside what was saved meanwhile.

    Saving again replaces the version that is shown: the form now rests on it.
    `texts`, saved and typed, are compared instead of the bodies when a kind
    has more to say.
    """
    db.session.rollback()
    current = str(contribution.revision)
    typed = form.body.data or ""
    form.revision.data = current
    form.revision.raw_data = [current]
    rows = side_by_side(*(texts or (contribution.body, typed)))
    return render_template(template, form=form, conflict=rows, their=contribution, **shown), 409
