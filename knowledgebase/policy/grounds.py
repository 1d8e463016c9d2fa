# SPDX-License-Identifier: EUPL-1.2
"""What a ground is: a reason to permit something."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from knowledgebase.policy.words import Viewer

Thing = Any


@dataclass(frozen=True)
class Ground:
    """A reason to permit: the words for people, and the test."""

    label: Any
    holds: Callable[[Viewer, Thing], bool]

    def __call__(self, viewer: Viewer, thing: Thing) -> bool:
        """Tell whether the ground holds for this viewer and thing."""
        return self.holds(viewer, thing)
