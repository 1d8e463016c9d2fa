# SPDX-License-Identifier: EUPL-1.2
"""Lists of organisations. The page of one organisation brings rooms together and stands in front/."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from knowledgebase.db import db
from knowledgebase.organisations.forms import NameFilter
from knowledgebase.organisations.models import Organisation
from knowledgebase.organisations.outlines import drawn
from knowledgebase.organisations.queries import ended_organisations, municipalities
from knowledgebase.policy import Permission, permit
from knowledgebase.web.paging import latest_first

blueprint = Blueprint("organisations", __name__, url_prefix="/gemeenten")

blueprint.add_app_template_filter(drawn, "drawn")


@blueprint.get("")
@permit(Permission.VISIT, kept=True)
def index() -> ResponseReturnValue:
    """List the municipalities by province."""
    form = NameFilter()
    status = 200 if form.validate() else 422
    provinces = municipalities(form.letters)
    return render_template("organisations/index.html", provinces=provinces, form=form), status


@blueprint.get("/opgeheven")
@permit(Permission.VISIT, kept=True)
def ended() -> ResponseReturnValue:
    """List the municipalities that were abolished, the latest first."""
    page = latest_first(db, ended_organisations(), Organisation, "valid_to", size=50)
    return render_template("organisations/ended.html", page=page)
