# SPDX-License-Identifier: EUPL-1.2
"""What changed between two saved versions, field by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.vocabulary import VISIBILITY_LABELS
from knowledgebase.policy import Viewer
from knowledgebase.web.differences import Row, side_by_side
from knowledgebase.web.i18n import TEXT_LANGUAGES, number

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
LONG = 10_000
"""From here on numbers are hard to read without separators; years stay as they are."""
SHARED_WORDS: dict[str, Mapping[str, Any]] = {"visibility": VISIBILITY_LABELS, "language": TEXT_LANGUAGES}


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
            label_of(contribution, name),
            side_by_side(*(shown(contribution, name, side.get(name)) for side in (old, new))),
        )
        for name in dict.fromkeys(names)
        if old.get(name) != new.get(name) and (old.get(name) or new.get(name))
    ]


def label_of(contribution: Contribution, name: str) -> str:
    """Give the name of a field as people read it."""
    return str((SHARED_LABELS | contribution.labels).get(name, name))


def shown(contribution: Contribution, name: str, value: Any) -> str:
    """Write what a field holds as people read it: lines that can be compared."""
    if name == "readers" and value:
        return "\n".join([_worded(contribution, "visibility", value["visibility"]), *value["organisations"]])
    if isinstance(value, list):
        return "\n".join(shown(contribution, name, item) for item in value)
    if isinstance(value, dict):
        parts = ((key, shown(contribution, key, item)) for key, item in value.items())
        return ", ".join(
            f"{contribution.part_labels.get(key, key)}: {written}" for key, written in parts if written
        )
    return _worded(contribution, name, value)


def _worded(contribution: Contribution, name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(gettext("Yes") if value else gettext("No"))
    if isinstance(value, int):
        return number(value) if abs(value) >= LONG else str(value)
    words = contribution.words.get(name) or SHARED_WORDS.get(name, {})
    return str(words.get(value, value))
