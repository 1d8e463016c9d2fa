# SPDX-License-Identifier: EUPL-1.2
"""A suggestion within the form for an edit: whoever decides may change it before it is saved."""

from typing import Any

from flask import request
from wtforms import HiddenField

from knowledgebase.contributions.merging import BODY, Overlap, merge
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.queries.suggestions import suggestion_to_take
from knowledgebase.contributions.sides import newest_side, side_of
from knowledgebase.policy import Viewer
from knowledgebase.web.paging import whole_number

PARAMETER = "suggestie"


class TakenSuggestion(HiddenField):
    """Names the suggestion that is being taken over; `id_taken` is None unless the viewer may do that."""

    id_taken: int | None = None

    def check(self, contribution: Contribution | None, viewer: Viewer) -> None:
        """Forget a suggestion that does not wait for a decision by this viewer about this contribution."""
        digits = self.data if self.data and self.data.isascii() and self.data.isdigit() else ""
        asked = int(digits[:9]) if digits else whole_number(PARAMETER)
        found = suggestion_to_take(asked, contribution, viewer)
        self.id_taken = found.id if found else None
        self.data = str(self.id_taken or "")


def suggested_for(contribution: Contribution, viewer: Viewer) -> dict[str, Any]:
    """Give the fields of the form that the suggestion named in the address changes, on top of what was saved since."""
    asked = None if request.method == "POST" else whole_number(PARAMETER)
    suggestion = suggestion_to_take(asked, contribution, viewer)
    if suggestion is None:
        return {}
    base = side_of(contribution, suggestion.based_on, viewer)
    merged = merge(base, newest_side(contribution, viewer), suggestion.content)
    whole = merged.decided({overlap.key: _to_choose_from(overlap) for overlap in merged.overlaps})
    return {name: whole[name] for name in suggestion.content if name in whole}


def _to_choose_from(overlap: Overlap) -> Any:
    both = [text for text in (overlap.theirs, overlap.mine) if text]
    return "\n".join(both) if overlap.field == BODY else overlap.mine
