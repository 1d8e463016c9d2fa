# SPDX-License-Identifier: EUPL-1.2
"""Pages to ask somebody in particular to answer."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import StringField
from wtforms.validators import InputRequired

from knowledgebase.accounts import throttle
from knowledgebase.accounts.throttle import Limit
from knowledgebase.contributions.views import address_of
from knowledgebase.db import db, reading
from knowledgebase.organisations.queries import names_of_today
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.questions.blueprint import blueprint
from knowledgebase.questions.invitations.actions import NotInvited
from knowledgebase.questions.invitations.actions import invite as invite_to_answer
from knowledgebase.questions.invitations.queries import suggested_for
from knowledgebase.questions.models import Question
from knowledgebase.web.flashes import say
from knowledgebase.web.forms import Form, Length

ADDRESSES = Limit("people asked to answer", by_name=20, by_address=100, by_all=2_000)
"""Mail addresses that may be tried: enough to ask, too few to find out who has an account."""


class InvitationForm(Form):
    """Whom to ask."""

    who = StringField(
        lazy_gettext("Municipality or mail address"),
        [InputRequired(lazy_gettext("Write whom you want to ask.")), Length(0, 320)],
    )


@blueprint.get("/<ref:id>/uitnodigen")
@permit(Permission.INVITE, Question)
def choose_whom(question: Question) -> ResponseReturnValue:
    """Show who was asked already, who could be, and the form to ask somebody."""
    return _page(question, InvitationForm())


@blueprint.post("/<ref:id>/uitnodigen")
@permit(Permission.INVITE, Question)
def invite(question: Question) -> ResponseReturnValue:
    """Ask an organisation or a person to answer."""
    form = InvitationForm()
    if not form.is_sent:
        return _page(question, form), 422
    who = form.who.data or ""
    if "@" in who:
        throttle.count(ADDRESSES, str(viewer().id))
        db.session.commit()
    try:
        invite_to_answer(question, who, viewer())
    except NotInvited as refused:
        form.who.errors = [str(refused.sentence)]
        return _page(question, form), 422
    address = address_of(question)
    db.session.commit()
    say(_("They get a mail with the question."))
    return redirect(address, 303)


def _page(question: Question, form: InvitationForm) -> str:
    with reading():
        return render_template(
            "questions/invite.html",
            question=question,
            form=form,
            suggested=suggested_for(question),
            names=names_of_today(),
        )
