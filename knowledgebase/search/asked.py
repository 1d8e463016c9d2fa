# SPDX-License-Identifier: EUPL-1.2
"""What an address asks of the search: words, and values chosen of facets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from werkzeug.datastructures import MultiDict

from knowledgebase.search.facets import FACETS, labels_of
from knowledgebase.search.language import LONGEST_QUERY
from knowledgebase.web.forms import tidy

MOST_CHOSEN = 20


@dataclass(frozen=True)
class Asked:
    """Words, and for each facet the values chosen."""

    text: str
    chosen: Mapping[str, Sequence[str]]

    @property
    def address(self) -> str:
        """Write it as the query of an address, the same for all addresses that ask the same."""
        words = [("q", words)] if (words := " ".join(tidy(self.text).split())) else []
        values = [(name, one) for name, facet in FACETS.items() for one in self._values(facet)]
        return urlencode([*words, *values])

    @property
    def name(self) -> str:
        """Say what it is: its words; or, without any, what was chosen."""
        return tidy(self.text) or ", ".join(labels_of(self.chosen))

    def _values(self, facet: str) -> list[str]:
        return sorted({tidy(one) for one in self.chosen[facet]} - {""})


def asked_in(parameters: MultiDict[str, str]) -> Asked:
    """Read what the parameters of an address ask."""
    text = parameters.get("q", "")[: LONGEST_QUERY + 1]
    return Asked(text, {facet: parameters.getlist(name)[:MOST_CHOSEN] for name, facet in FACETS.items()})


def asked_as(query: str) -> Asked:
    """Read what `Asked.address` wrote."""
    return asked_in(MultiDict(parse_qsl(query)))
