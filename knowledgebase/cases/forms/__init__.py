# SPDX-License-Identifier: EUPL-1.2
"""The forms for a case: a quick entry and the whole of it."""

from knowledgebase.cases.forms.case import CaseForm
from knowledgebase.cases.forms.quick import QuickCaseForm

__all__ = ["CaseForm", "QuickCaseForm"]
