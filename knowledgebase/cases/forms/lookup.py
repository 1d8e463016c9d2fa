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
    known = {one.name.casefold(): one for one in found} | {one.code.casefold(): one for one in found}
    named: set[int] = set()
    for field, names in typed.items():
        organisation = next((known[name.casefold()] for name in names if name.casefold() in known), None)
        if organisation is None:
            continue
        field.organisation_id, field.organisation_code = organisation.id, organisation.code
        field.is_repeated = organisation.id in named
        named.add(organisation.id)


def candidates_in(text: str) -> list[str]:
    """Give what may name the organisation: `Bergen (GM0373)` may be a name, and may have a code behind it."""
    if not text or len(text) > LONGEST_NAME:
        return []
    code = CODE_BEHIND.search(text)
    return [text, code[1]] if code else [text]
