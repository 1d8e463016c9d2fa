# SPDX-License-Identifier: EUPL-1.2
"""Pages of drafts: one's own list, throwing one away; and what a text will look like."""

from collections.abc import Callable

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.accounts.views.profile import show_on_profile
from knowledgebase.contributions.actions.drafts import forget_draft
from knowledgebase.contributions.forms.preview import PreviewForm
from knowledgebase.contributions.mentions import with_mentions
from knowledgebase.contributions.queries.drafts import draft_of, drafts_kept_by
from knowledgebase.contributions.queries.linked import linked_in
from knowledgebase.contributions.views.blueprint import blueprint
from knowledgebase.db import db
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.flashes import say
from knowledgebase.web.markdown import render

show_on_profile("contributions/_kept_drafts.html", drafts_kept_by)


@blueprint.get("/concepten/<int:id>/weggooien")
@permit(Permission.ACCOUNT)
def draft(id: int) -> ResponseReturnValue:
    """Show what a draft of one's own holds, and ask before it is thrown away."""
    return render_template("contributions/draft.html", draft=draft_of(viewer(), id) or abort(404))


@blueprint.post("/concepten/<int:id>/weggooien")
@permit(Permission.ACCOUNT)
def throw_draft_away(id: int) -> ResponseReturnValue:
    """Throw a draft of one's own away."""
    forget_draft(draft_of(viewer(), id) or abort(404))
    db.session.commit()
    say(_("The draft is thrown away."))
    return redirect(url_for("accounts.profile", _anchor="concepten"), 303)


@blueprint.post("/voorbeeld")
@permit(Permission.CONTRIBUTE)
def preview() -> ResponseReturnValue:
    """Show what a text will look like; nothing is saved."""
    return preview_page()


def preview_page(told: Callable[[str], str] = str) -> ResponseReturnValue:
    """Render the text that was sent, without the rest of the page; `told` is what is made of it before it is saved."""
    form = PreviewForm()
    if not form.is_sent:
        return render_template("contributions/preview.html", form=form), 422
    text = with_mentions(told(form.text.data or ""), viewer())
    html = render(text, form.top.data or 0).html
    return render_template(
        "contributions/preview.html", form=form, html=html, linked=linked_in([html], viewer())
    )
