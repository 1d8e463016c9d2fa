# SPDX-License-Identifier: EUPL-1.2
"""Who may do what, and who may see what.

Everything here answers for a row and, where it must, builds the SQL condition
from the same expression, so that lists and single pages cannot disagree.
"""

from knowledgebase.policy.grounds import Ground
from knowledgebase.policy.guarding import Merged, can, init_app, permit, refuse_unless, viewer, visible
from knowledgebase.policy.rules import RULES, allows
from knowledgebase.policy.seeing import author_known, is_for_no_more, meant_for, name_known, part_seen, seen
from knowledgebase.policy.words import ANYONE, PartReaders, Permission, Role, Status, Viewer, Visibility

__all__ = [
    "ANYONE",
    "RULES",
    "Ground",
    "Merged",
    "PartReaders",
    "Permission",
    "Role",
    "Status",
    "Viewer",
    "Visibility",
    "allows",
    "author_known",
    "can",
    "init_app",
    "is_for_no_more",
    "meant_for",
    "name_known",
    "part_seen",
    "permit",
    "refuse_unless",
    "seen",
    "viewer",
    "visible",
]
