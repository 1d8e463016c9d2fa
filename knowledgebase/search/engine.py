# SPDX-License-Identifier: EUPL-1.2
"""Which search engine this installation uses."""

from knowledgebase.config import Settings, SettingsWrong
from knowledgebase.search.protocol import SearchEngine
from knowledgebase.search.whoosh_engine import TwoWhooshes, WhooshEngine, refuse_two_whooshes


def engine_for(settings: Settings) -> SearchEngine:
    """Give the engine that KB_SEARCH names.

    :raises SettingsWrong: when there is no such engine, or it is not soundly installed.
    """
    if settings.search != "whoosh":
        raise SettingsWrong(f"KB_SEARCH: {settings.search!r} is not a search engine; use whoosh.")
    try:
        refuse_two_whooshes()
    except TwoWhooshes as mixed:
        raise SettingsWrong(str(mixed)) from mixed
    return WhooshEngine(settings.index_dir)
