# SPDX-License-Identifier: EUPL-1.2
"""Forms that keep what is typed in them: a draft is saved on the form's own address, and offered when it is opened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, TypeVar

from flask import abort, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from knowledgebase.contributions.actions.drafts import DraftTooLarge, Place, keep_draft
from knowledgebase.contributions.fields import SENT_AS
from knowledgebase.contributions.forms import whole_id
from knowledgebase.contributions.models import Contribution, Draft, Suggestion
from knowledgebase.contributions.queries.drafts import Writer, draft_of, drafts_at, others_writing
from knowledgebase.contributions.queries.suggestions import pending_suggestion
from knowledgebase.contributions.views.blueprint import blueprint
from knowledgebase.db import db
from knowledgebase.policy import viewer
from knowledgebase.web.errors import TITLES
from knowledgebase.web.flashes import say, warn
from knowledgebase.web.forms import KEPT, tidy
from knowledgebase.web.i18n import ZONE
from knowledgebase.web.typed import TOKEN

Page = TypeVar("Page", bound=Callable[..., ResponseReturnValue])

SAVE = "draft"
"""Name of the button that saves a draft; its value is the id of the person whom the form was shown to."""
CONTINUED = "concept"
"""Parameter of the address of a form: the draft to go on with."""


@dataclass(frozen=True)
class Drafting:
    """What a page needs to know to keep what is typed on its form, and to offer what was kept."""

    place: Place
    continued: Draft | None = None
    offered: Sequence[Draft] = ()
    others: Sequence[Writer] = ()
    approvals: int = 0
    waiting: Suggestion | None = None


def drafted(
    name: str,
    shown_at: str = "",
    anchor: str = "",
    short: str = "",
    under: Callable[[int], Contribution] | None = None,
) -> Callable[[Page], Page]:
    """Let the form of this page keep drafts, as the place `name`; use it on the form and on what it is sent to.

    `shown_at` is the endpoint that shows the form, and `anchor` where on that
    page, when it is sent to another address. `short` is the parameter with
    which a short form is shown, whose place is another. `under` finds the
    contribution by the number in the address when the page is not given it.
    """

    def keeps(page: Page) -> Page:
        @wraps(page)
        def drafting(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            if viewer().is_known:
                about = under(kwargs["id"]) if under else args[0] if args else None
                place = _place(name, shown_at, anchor, short, about)
                if request.method == "POST" and SAVE in request.form:
                    return _kept(place)
                g.drafting = Drafting(place) if request.method == "POST" else _opened(place)
                if name == "edit" and about is not None:
                    g.drafting = _with_approvals(g.drafting, about)
            return page(*args, **kwargs)

        return drafting  # type: ignore[return-value]

    return keeps


def keep_typed(**changed: str) -> None:
    """Save what a form with several pages holds as a draft, with these fields `changed`; say so when it is too much."""
    fields = [field for field in _typed() if field[0] not in changed]
    try:
        keep_draft(g.drafting.place, [*fields, *map(list, changed.items())], viewer())
    except DraftTooLarge:
        # The form is shown all the same, with everything that was typed.
        db.session.rollback()
        warn(_("This is too much to keep as a draft. Publish it, or make it shorter. Nothing was changed."))
    else:
        db.session.commit()


def continued_at(draft: Draft) -> str:
    """Give the address of the form that goes on with a draft."""
    address, mark, anchor = draft.address.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{CONTINUED}={draft.id}{mark}{anchor}"


@blueprint.app_context_processor
def _drafting() -> dict[str, object]:
    return {"drafting": g.get("drafting"), "continued_at": continued_at}


def _with_approvals(drafting: Drafting, about: Contribution) -> Drafting:
    """Tell how many must approve of what is sent, and which change of the viewer's own it takes the place of."""
    waiting = pending_suggestion(about) if about.approvals_needed else None
    own = waiting if waiting is not None and waiting.author_id == viewer().id else None
    return replace(drafting, approvals=about.approvals_needed, waiting=own)


def _place(name: str, shown_at: str, anchor: str, short: str, about: Contribution | None) -> Place:
    is_short = bool(short) and short in request.args
    values = dict(request.view_args or {}) | ({short: 1} if is_short else {})
    address = url_for(shown_at or request.endpoint or "", _anchor=anchor or None, **values)
    name = f"{name}-quick" if is_short else name
    if about is not None:
        number = (request.view_args or {}).get("id", about.id)
        return Place(f"{name}-{number}", address, contribution_id=about.id)
    sent_as = request.form.get("sent_as", "")
    return Place(name, address, sent_as if SENT_AS.fullmatch(sent_as) else "")


def _kept(place: Place) -> ResponseReturnValue:
    """Save the draft. Whoever signed in meanwhile as somebody else does not get it."""
    if request.form[SAVE] != str(viewer().id):
        abort(401)
    try:
        draft = keep_draft(place, _typed(), viewer())
    except DraftTooLarge:
        return _too_large()
    address, at = continued_at(draft), draft.saved_at.astimezone(ZONE)
    db.session.commit()
    if request.accept_mimetypes.best == "application/json":
        return jsonify(told=_("Draft saved at %(time)s.", time=f"{at:%H:%M}"))
    say(_("Your draft is saved. You find it here and on your profile page."))
    return redirect(address, 303)


def _typed() -> list[list[str]]:
    sent = request.form.items(multi=True)
    return [[tidy(name), tidy(value)] for name, value in sent if name not in (TOKEN, SAVE)]


def _too_large() -> ResponseReturnValue:
    message = _("This is too much to keep as a draft. Publish it, or make it shorter. Nothing was changed.")
    if request.accept_mimetypes.best == "application/json":
        return jsonify(status=413, title=message), 413
    page = render_template("errors/422.html", code=422, title=TITLES[422], message=message)
    return page, 422


def _opened(place: Place) -> Drafting:
    """Fill the form with the draft that the address names, or offer what was kept of it before."""
    drafting = Drafting(place)
    if place.name.startswith("edit-") and place.contribution_id:
        others = others_writing(viewer(), place.name, place.contribution_id)
        drafting = replace(drafting, others=others)
    if CONTINUED not in request.args:
        return replace(drafting, offered=drafts_at(viewer(), place.name))
    draft = draft_of(viewer(), whole_id(request.args[CONTINUED]) or 0)
    if draft is None or draft.place != place.name:
        abort(404)
    setattr(g, KEPT, MultiDict((name, value) for name, value in draft.fields))
    return replace(drafting, continued=draft)
