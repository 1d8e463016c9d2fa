# SPDX-License-Identifier: EUPL-1.2
"""Render texts anew that an older renderer made: the HTML changes, and nothing that people wrote or did."""

import time
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from knowledgebase.contributions.models import Comment, Contribution
from knowledgebase.contributions.models.reactions import Reaction
from knowledgebase.db import db, reading
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record_for_each
from knowledgebase.web.markdown import RENDERER_VERSION, Rendered, render_all

MOST_TEXTS = 20
"""Texts of each sort that are rendered anew in one turn."""
LONGEST_TURN = 2.0
"""Seconds after which a turn begins with no other text: meanwhile there is mail to send."""
TEXTS = (Contribution, Comment, Reaction)
Old = tuple[Any, Any]
"""The model of a text, and the row that says how it was."""


def render_anew() -> None:
    """Render some texts of older renderers anew, the oldest first.

    What somebody changes meanwhile stays: it was rendered when it was saved.
    """
    with reading():
        old = [(model, row) for model in TEXTS for row in db.session.execute(_oldest(model))]
    done = list(_rendered(sorted(old, key=lambda one: int(one[1].renderer))))
    changed = {row.contribution_id for (model, row), new in done if _replace(model, row, new)}
    record_for_each(Happening.RENDERED, sorted(changed), actor_id=None)


def waiting_to_be_rendered() -> int:
    """Count the texts that an older renderer made."""
    with reading():
        counts = [sa.select(sa.func.count()).where(_is_old(model)) for model in TEXTS]
        return sum(db.session.scalar(count) or 0 for count in counts)


def _oldest(model: Any) -> sa.Select[Any]:
    """Select how texts are now; only those of contributions have an outline."""
    columns = [model.id, model.renderer, model.body, model.html]
    if model is Contribution:
        columns += [Contribution.id.label("contribution_id"), Contribution.kind, Contribution.outline]
    else:
        columns += [model.contribution_id]
    return sa.select(*columns).where(_is_old(model)).order_by(model.renderer, model.id).limit(MOST_TEXTS)


def _is_old(model: Any) -> Any:
    return model.renderer < RENDERER_VERSION


def _rendered(texts: Sequence[Old]) -> Iterator[tuple[Old, Rendered]]:
    over = time.monotonic() + LONGEST_TURN
    for model, row in texts:
        yield (model, row), next(render_all([row.body], _top(model, row)))
        if time.monotonic() > over:
            return


def _top(model: Any, row: Any) -> int:
    """Give the level of the highest headings: those of a contribution are as its kind says, a remark has none."""
    if model is not Contribution:
        return 0
    kind: type[Contribution] = sa.inspect(Contribution).polymorphic_map[row.kind].class_
    return kind.top_heading


def _replace(model: Any, row: Any, new: Rendered) -> bool:
    """Keep the new HTML unless somebody changed the text or is about to; tell whether a page now differs."""
    values: dict[str, Any] = {"html": new.html}
    if model is Contribution:
        values["outline"] = new.headings
    as_read = sa.select(model.id).where(
        model.id == row.id, model.body == row.body, model.renderer == row.renderer
    )
    free = as_read.with_for_update(skip_locked=True, key_share=True)
    update = sa.update(model).where(model.id.in_(free)).values(renderer=new.version, **values)
    done: Any = db.session.execute(update.execution_options(synchronize_session=False))
    return bool(done.rowcount) and any(
        (getattr(row, name) or "") != (value or "") for name, value in values.items()
    )
