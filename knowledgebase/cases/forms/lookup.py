# SPDX-License-Identifier: EUPL-1.2
"""Find the organisations that were typed, all in one query."""

import re
from collections.abc import Sequence

from knowledgebase.cases.forms.fields import OrganisationName
from knowledgebase.contributions.queries import organisations_named

LONGEST_NAME = 250
CODE_BEHIND = re.compile(r"\(([^()]{2,40})\)$")


def look_up(fields: Sequence[OrganisationName]) -> None:
    """Set the organisation of every field: by its name, its code, or a name with the code behind it."""
    typed = {field: candidates_in(field.data or "") for field in fields}
    found, _unknown = organisations_named([name for names in typed.values() for name in names])
    ids = {one.name.casefold(): one.id for one in found} | {one.code.casefold(): one.id for one in found}
    named: set[int] = set()
    for field, names in typed.items():
        field.organisation_id = next((ids[name.casefold()] for name in names if name.casefold() in ids), None)
        field.is_repeated = field.organisation_id in named
        named |= {field.organisation_id} if field.organisation_id else set()


def candidates_in(text: str) -> list[str]:
    """Give what may name the organisation: `Bergen (GM0373)` may be a name, and may have a code behind it."""
    if not text or len(text) > LONGEST_NAME:
        return []
    code = CODE_BEHIND.search(text)
    return [text, code[1]] if code else [text]
