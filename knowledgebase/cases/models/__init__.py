# SPDX-License-Identifier: EUPL-1.2
"""Cases, and what hangs on them: partners, what they are filed under, and costs."""

from knowledgebase.cases.models.case import PLAIN_FACTS, Case
from knowledgebase.cases.models.parts import CaseCost, CaseFiling, CasePartner, FilingName, staying

__all__ = ["PLAIN_FACTS", "Case", "CaseCost", "CaseFiling", "CasePartner", "FilingName", "staying"]
