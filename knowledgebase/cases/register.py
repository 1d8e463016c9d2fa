# SPDX-License-Identifier: EUPL-1.2
"""What the register came to say of the arrangement of a case, until somebody looked at it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from knowledgebase.cases.models import Case
from knowledgebase.contributions.actions.holding import hold
from knowledgebase.contributions.vocabulary import Labelled, LegalForm
from knowledgebase.db import db
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record, record_for_each
from knowledgebase.policy import Viewer
from knowledgebase.web.i18n import day


class Changed(Labelled):
    """What can change in an arrangement; the label says it of `name` and `other`."""

    JOINED = "joined", _("%(name)s joined")
    LEFT = "left", _("%(name)s left")
    SUCCEEDED = "succeeded", _("%(name)s became part of %(other)s")
    RENEWED = "renewed", _("There is a new version")
    RENAMED = "renamed", _("The name is now %(name)s")
    FORM = "form", _("The legal form is now: %(name)s")
    ENDED = "ended", _("The arrangement has an end")
    RESUMED = "resumed", _("The arrangement has no end any more")


@dataclass(frozen=True)
class Change:
    """One thing that changed; `on` is the day from which the register says so, if it names one."""

    what: Changed
    name: str = ""
    other: str = ""
    on: date | None = None

    @classmethod
    def kept(cls, row: Mapping[str, Any]) -> "Change":
        """Read it as a case keeps it."""
        on = date.fromisoformat(row["on"]) if row["on"] else None
        return cls(Changed(row["what"]), row["name"], row["other"], on)

    def to_keep(self) -> dict[str, Any]:
        """Give it as a case keeps it."""
        return asdict(self) | {"what": self.what.value, "on": self.on.isoformat() if self.on else ""}

    @property
    def sentence(self) -> str:
        """Say it, with the day."""
        name = LegalForm(self.name).label if self.what is Changed.FORM else self.name
        said = self.what.label % {"name": name, "other": self.other}
        if self.on is None:
            return said
        return str(gettext("%(what)s (%(day)s)", what=said, day=day(self.on)))


def changes_of(case: Case) -> list[Change]:
    """Give what changed in the register since somebody last looked at it for this case."""
    return [Change.kept(row) for row in case.register_changes]


def flag(changes: Mapping[int, Sequence[Change]]) -> None:
    """Note on cases, by id, what changed in the register, once each, and record it for those who must be told."""
    wanted = sa.select(Case.id, Case.register_changes).where(Case.id.in_(changes))
    concerned = []
    for id, before in db.session.execute(wanted).tuples().all():
        new = [row for row in (one.to_keep() for one in changes[id]) if row not in before]
        if new:
            noted = sa.update(Case).where(Case.id == id).values(register_changes=[*before, *new])
            db.session.execute(noted)
            concerned.append(id)
    record_for_each(Happening.REGISTER_CHANGED, sorted(concerned), actor_id=None)


def look_at_changes(case: Case, viewer: Viewer) -> None:
    """Note that somebody looked at what changed in the register, so that it is said no more."""
    hold(case)
    db.session.refresh(case, ["register_changes"])
    if case.register_changes:
        case.register_changes = []
        record(Happening.REGISTER_LOOKED_AT, actor_id=viewer.id, contribution_id=case.id)
