# SPDX-License-Identifier: EUPL-1.2
"""What changed between two saved versions, field by field."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.vocabulary import VISIBILITY_LABELS
from knowledgebase.policy import Viewer
from knowledgebase.web.differences import Row, side_by_side

SHARED_LABELS = {
    "title": _("Title"),
    "summary": _("Summary"),
    "body": _("Text"),
    "language": _("Language of the text"),
    "theme": _("Theme"),
    "tags": _("Tags"),
    "visibility": _("Who may read this"),
    "readers": _("Who may read this"),
    "speaker": _("On behalf of"),
}


@dataclass(frozen=True)
class Change:
    """One field that differs, as rows side by side."""

    label: str
    rows: Sequence[Row]


def differences(
    contribution: Contribution, viewer: Viewer, old: Mapping[str, Any], new: Mapping[str, Any]
) -> list[Change]:
    """Give the fields for the viewer that differ between two versions, in the order in which they are shown."""
    old, new = contribution.told_to(viewer, old), contribution.told_to(viewer, new)
    labels = SHARED_LABELS | contribution.labels
    names = [name for name in (*labels, *new, *old) if name in new or name in old]
    return [
        Change(
            label_of(contribution, name), side_by_side(shown(name, old.get(name)), shown(name, new.get(name)))
        )
        for name in dict.fromkeys(names)
        if old.get(name) != new.get(name) and (old.get(name) or new.get(name))
    ]


def label_of(contribution: Contribution, name: str) -> str:
    """Give the name of a field as people read it."""
    return str((SHARED_LABELS | contribution.labels).get(name, name))


def shown(name: str, value: Any) -> str:
    """Write what a field holds as people read it."""
    if name == "visibility":
        return str(VISIBILITY_LABELS.get(value, value or ""))
    if name == "readers" and value:
        return "\n".join([str(VISIBILITY_LABELS[value["visibility"]]), *value["organisations"]])
    return as_text(value)


def as_text(value: Any) -> str:
    """Write a kept value as lines that can be compared."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(as_text(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(
            f"{key}: {as_text(item)}" for key, item in value.items() if item not in (None, "", [])
        )
    if isinstance(value, bool):
        return json.dumps(value)
    return str(value)
