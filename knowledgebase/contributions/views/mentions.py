# SPDX-License-Identifier: EUPL-1.2
"""Names to choose from while somebody types one after an `@`."""

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from knowledgebase.contributions.mentions import mention
from knowledgebase.contributions.queries.mentions import suggested
from knowledgebase.contributions.views.blueprint import blueprint
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.forms import tidy_line

LEAST_LETTERS = 2


@blueprint.get("/vermelden")
@permit(Permission.CONTRIBUTE)
def mentionable() -> ResponseReturnValue:
    """List people and organisations by letters of their name, with the Markdown that mentions them."""
    letters = tidy_line(request.args.get("q", ""))[:80]
    found = suggested(letters, viewer()) if len(letters) >= LEAST_LETTERS else []
    return jsonify([{"name": one.name, "hint": one.hint, "words": mention(one)} for one in found])
