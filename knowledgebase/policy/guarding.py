# SPDX-License-Identifier: EUPL-1.2
"""Guards on pages: load what the viewer may see, or answer 404, 401 or 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import Flask, abort, g
from flask.typing import ResponseReturnValue
from flask_login import current_user

from knowledgebase.db import db, reading
from knowledgebase.policy.grounds import Thing
from knowledgebase.policy.rules import WHEN_MERGED, allows
from knowledgebase.policy.seeing import gone, seen
from knowledgebase.policy.words import ANYONE, Permission, Status, Viewer


class Merged(Exception):
    """What is asked for is done no more with this contribution, but with the one it was merged into."""

    def __init__(self, thing: Thing) -> None:
        super().__init__(thing.id)
        self.id: int = thing.id


Page = TypeVar("Page", bound=Callable[..., ResponseReturnValue])


def viewer() -> Viewer:
    """Give the person who made this request, worked out once per request."""
    if "viewer" not in g:
        known = current_user.is_authenticated
        # Whoever recognises the session reads the viewer along with it.
        if "viewer" not in g:
            g.viewer = current_user.as_viewer() if known else ANYONE
    found: Viewer = g.viewer
    return found


def init_app(app: Flask) -> None:
    """Give templates the viewer, and the one question they may ask."""
    app.context_processor(lambda: {"viewer": viewer(), "can": can})


def can(name: str, thing: Thing = None) -> bool:
    """Tell a template whether the viewer may do what `name` says."""
    return allows(viewer(), Permission(name), thing)


def permit(
    permission: Permission, model: Any = None, *, kept: bool = False, whole: bool = False
) -> Callable[[Page], Page]:
    """Guard a page.

    With `model` the row that the address names is loaded from what the viewer
    may see and handed to the page as its first argument: unknown and
    invisible are both 404. Whoever may not do it is asked to sign in (401) or
    refused (403), or led to what the row was merged into. `kept` says that the page may be kept for anonymous
    visitors until something happens on the site. `whole` reads along with the
    row what only its page shows, as the `page_options` of the model say.
    """

    options = model.page_options() if whole else ()

    def guard(page: Page) -> Page:
        @wraps(page)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            with reading():
                named = () if model is None else (visible(model, kwargs.pop("id"), *options),)
                lead_on_from_merged(permission, *named)
                refuse_unless(allows(viewer(), permission, *named))
            return page(*named, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.kept = kept  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return guard


def visible(model: Any, id: int, *options: Any) -> Any:
    """Load the row of `model` with this id if the viewer may see it.

    404 otherwise; 410 for what was purged and could be read by the viewer before.
    """
    is_guarded = hasattr(model, "visibility")
    condition = [seen(viewer(), model)] if is_guarded else []
    row = db.session.scalar(sa.select(model).where(model.id == id, *condition).options(*options))
    if row is not None:
        return row
    was_here = is_guarded and db.session.scalar(
        sa.select(model.id).where(model.id == id, gone(viewer(), model))
    )
    return abort(410 if was_here else 404)


def lead_on_from_merged(permission: Permission, thing: Thing = None) -> None:
    """Stop here with `Merged` if this is done with what `thing` was merged into."""
    if getattr(thing, "status", None) == Status.MERGED and permission not in WHEN_MERGED:
        raise Merged(thing)


def refuse_unless(allowed: bool) -> None:
    """Stop here with 401 or 403 unless `allowed`."""
    if not allowed:
        abort(403 if viewer().is_known else 401)
