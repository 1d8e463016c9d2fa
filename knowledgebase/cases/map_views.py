# SPDX-License-Identifier: EUPL-1.2
"""The partners of a case on the map."""

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue

from knowledgebase.cases.blueprint import blueprint
from knowledgebase.cases.models import Case
from knowledgebase.cases.queries import territory_of
from knowledgebase.organisations.outlines import box_around
from knowledgebase.organisations.queries import drawn_with_neighbours
from knowledgebase.policy import Permission, permit

DEEPEST = 3
"""How deep partners are coloured; their neighbours are light."""


@blueprint.get("/<ref:id>/kaart.svg")
@permit(Permission.READ, Case, kept=True)
def picture(case: Case) -> ResponseReturnValue:
    """Give the municipalities that take or took part as a picture, among their neighbours."""
    territory_of(case)
    partners = {partner.organisation_id: DEEPEST for partner in case.partners}
    found = drawn_with_neighbours(sorted(partners))
    outlines = [one.outline for one in found if one.id in partners and one.outline]
    if not outlines:
        abort(404)
    box = box_around(outlines)
    drawing = render_template("organisations/map.svg", numbers=partners, municipalities=found, box=box)
    return Response(drawing, mimetype="image/svg+xml")
