# SPDX-License-Identifier: EUPL-1.2
"""The embedded search engine: Whoosh keeps the index, numpy searches it."""

from knowledgebase.search.whoosh_engine.engine import WhooshEngine
from knowledgebase.search.whoosh_engine.origin import TwoWhooshes, refuse_two_whooshes

__all__ = ["TwoWhooshes", "WhooshEngine", "refuse_two_whooshes"]
