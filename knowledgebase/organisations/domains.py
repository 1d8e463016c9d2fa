# SPDX-License-Identifier: EUPL-1.2
"""The mail domain that follows from a website."""

from urllib.parse import urlsplit

SHARED = frozenset(
    {"co.nl", "com.nl", "overheid.nl", "gemeente.nl", "gemeenten.nl", "amsterdam", "frl", "nl"}
)
"""Names under which many have a website: never the domain of one organisation."""


def domain_of(website: str) -> str | None:
    """Give `almere.nl` for https://www.almere.nl and `groningen.nl` for https://gemeente.groningen.nl.

    None when the website has no name of its own that mail could come from.
    """
    try:
        host = urlsplit(website).hostname or ""
    except ValueError:
        return None
    labels = host.rstrip(".").split(".")
    domain = ".".join(labels[-2:])
    if len(labels) < 2 or not all(labels) or labels[-1].isdigit() or domain in SHARED:
        return None
    return domain
