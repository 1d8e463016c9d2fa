# SPDX-License-Identifier: EUPL-1.2
"""Pages on which the author of a case keeps what its partners say of it."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.cases.actions import note_consents
from knowledgebase.cases.blueprint import blueprint
from knowledgebase.cases.forms.consent import ConsentForm
from knowledgebase.cases.models import Case
from knowledgebase.contributions.views import address_of
from knowledgebase.db import db, reading
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.flashes import say


@blueprint.get("/<ref:id>/instemming")
@permit(Permission.CHOOSE_READERS, Case)
def consents(case: Case) -> ResponseReturnValue:
    """Show what each partner says of the case."""
    return render_template("cases/consents.html", case=case, form=ConsentForm(case).form)


@blueprint.post("/<ref:id>/instemming")
@permit(Permission.CHOOSE_READERS, Case)
def keep_consents(case: Case) -> ResponseReturnValue:
    """Keep what each partner said."""
    with reading():
        found = ConsentForm(case)
        if not found.form.is_sent:
            return render_template("cases/consents.html", case=case, form=found.form), 422
    note_consents(case, found.consents, viewer())
    address = address_of(case)
    db.session.commit()
    say(_("What the partners say is kept."))
    return redirect(address, 303)
