# SPDX-License-Identifier: EUPL-1.2
"""Somebody saved another version in the meantime: both texts are kept, and shown."""

from collections.abc import Iterable
from typing import Any

from flask import render_template

from knowledgebase.contributions.forms import whole_id
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.queries.history import revision_numbered
from knowledgebase.contributions.revisions import SHARED_LABELS
from knowledgebase.contributions.vocabulary import VISIBILITY_LABELS
from knowledgebase.db import db
from knowledgebase.policy import Visibility
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
    `texts`, saved and typed, are compared instead of title and body when a
    kind has more to say. Who may read it stays as somebody else chose
    meanwhile, unless it is chosen anew.
    """
    db.session.rollback()
    names = ("tags", "visibility") if texts else ("title", "tags", "visibility")
    saved, typed = texts or (contribution.body, form.body.data or "")
    rows = side_by_side(
        _sheet(_saved(contribution), names, form, saved), _sheet(_typed(form), names, form, typed)
    )
    _keep_readers(form, contribution)
    current = str(contribution.revision)
    form.revision.data = current
    form.revision.raw_data = [current]
    return render_template(template, form=form, conflict=rows, their=contribution, **shown), 409


def _sheet(values: dict[str, str], names: Iterable[str], form: Form, body: str) -> str:
    lines = [f"{SHARED_LABELS[name]}: {values[name]}" for name in names if name in form]
    return "\n".join([*lines, "", body] if lines else [body])


def _saved(contribution: Contribution) -> dict[str, str]:
    return {
        "title": contribution.title,
        "tags": ", ".join(tag.name for tag in contribution.tags),
        "visibility": str(VISIBILITY_LABELS[contribution.visibility.value]),
    }


def _typed(form: Form) -> dict[str, str]:
    written = {name: form[name].data if name in form else None for name in ("title", "tags", "visibility")}
    return {
        "title": written["title"] or "",
        "tags": ", ".join(written["tags"] or ()),
        "visibility": str(VISIBILITY_LABELS.get(written["visibility"] or "", "")),
    }


def _keep_readers(form: Form, contribution: Contribution) -> None:
    """Keep the form from undoing, unnoticed, a restriction that somebody else made meanwhile."""
    base = revision_numbered(contribution, whole_id(form.revision.data) or 0)
    chosen_before = base.content.get("visibility") if base else None
    if "visibility" not in form or chosen_before == contribution.visibility.value:
        return
    named = contribution.audience.organisations if contribution.audience else []
    form.visibility.data = contribution.visibility.value
    form.organisations.data = [
        one.name for one in named if contribution.visibility == Visibility.ORGANISATIONS
    ]
