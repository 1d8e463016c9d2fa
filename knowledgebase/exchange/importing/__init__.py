# SPDX-License-Identifier: EUPL-1.2
"""Take in import lines: all are checked first, then taken in batches."""

from knowledgebase.exchange.importing.reading import Problem, checked_lines
from knowledgebase.exchange.importing.taking import Count, take

__all__ = ["Count", "Problem", "checked_lines", "take"]
