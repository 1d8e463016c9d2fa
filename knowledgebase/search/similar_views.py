# SPDX-License-Identifier: EUPL-1.2
"""Whether it was asked, told or learned before: shown while somebody types a title."""

from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from knowledgebase.contributions.actions.answered_by import count_as_answer
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.views import address_of
from knowledgebase.db import db, reading
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.search.blueprint import blueprint
from knowledgebase.search.protocol import IndexUnusable
from knowledgebase.search.queries import Similar, similar
from knowledgebase.web.forms import tidy

LOOK = "look"
"""The name of the button that asks for the list instead of publishing."""
LONGEST_TITLE = 300


def wants_to_look() -> bool:
    """Tell whether a form was sent to see what is there already, and not to publish."""
    return LOOK in request.form


def looked(title: str | None) -> dict[str, Any]:
    """Give a form's page what was found for the title that was typed."""
    try:
        with reading():
            return {"similar": similar(viewer(), title or "")}
    except IndexUnusable:
        return {"similar": Similar()}


@blueprint.get("/zoeken/lijkt-op")
@permit(Permission.CONTRIBUTE)
def similar_items() -> ResponseReturnValue:
    """Show what is there already about a title: a part of a page, for below the field."""
    title = tidy(request.args.get("titel"))[:LONGEST_TITLE]
    try:
        return render_template("search/_similar.html", similar=similar(viewer(), title))
    except IndexUnusable:
        return render_template("search/unusable.html", text=title), 503


@blueprint.post("/zoeken/lijkt-op/<ref:id>")
@permit(Permission.CONTRIBUTE, Contribution)
def answers_it(contribution: Contribution) -> ResponseReturnValue:
    """Count that what was there already made a question needless, and open it."""
    count_as_answer(contribution, viewer())
    address = address_of(contribution)
    db.session.commit()
    return redirect(address, 303)
