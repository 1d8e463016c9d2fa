# SPDX-License-Identifier: EUPL-1.2
"""What a form in steps can do: show one part, check it, and go to another."""

from collections.abc import Sequence

from flask import request
from wtforms import HiddenField

from knowledgebase.cases.forms.steps import STEPS, TURN, Step, lies_ahead
from knowledgebase.web.forms import Form


class Stepped(Form):
    """A form of which `step` names the part that is shown; without one everything is."""

    step = HiddenField()

    @property
    def left_alone(self) -> frozenset[str]:
        """The fields that are not asked."""
        return frozenset()

    def look_up(self) -> None:
        """Look up what the fields name, before they are checked."""

    @property
    def wants_turn(self) -> bool:
        """Whether the form was only sent to see another step."""
        return TURN in request.form

    def turn(self) -> bool:
        """Go to the step that was asked for, but not past one in which something is wrong."""
        there, here = request.form[TURN], self.step.data or ""
        if lies_ahead(there, here) and not self._is_right(STEPS[here].fields):
            return False
        self.step.data = there if there in STEPS else ""
        return True

    @property
    def steps(self) -> dict[str, Step]:
        """The steps in which something is asked."""
        return {name: step for name, step in STEPS.items() if set(step.fields) - self.left_alone}

    def shows(self, step: str) -> bool:
        """Whether a part of the form is to be seen: always when something in it is wrong."""
        if self.step.data not in STEPS or step == self.step.data:
            return True
        return any(self[name].errors for name in STEPS[step].fields if name in self)

    def _is_right(self, names: Sequence[str]) -> bool:
        self.look_up()
        own = {name: getattr(type(self), f"validate_{name}", None) for name in names}
        fields = [(self[name], [own[name]] if own[name] else ()) for name in names if name in self]
        # Each of them, so that everything that is wrong in a step is said at once.
        verdicts = [bool(field.validate(self, checks)) for field, checks in fields]
        return all(verdicts)
