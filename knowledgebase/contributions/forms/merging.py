# SPDX-License-Identifier: EUPL-1.2
"""The form that asks what to do where two changes overlap, and only there."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired

from knowledgebase.contributions.merging import BODY, Merge, Overlap
from knowledgebase.contributions.models import Contribution
from knowledgebase.web.forms import Form, offered

TITLE = "title"
MINE, THEIRS, BOTH, OTHER = "mine", "theirs", "both", "other"
LABELS = {
    MINE: _("Your text"),
    THEIRS: _("The text that was saved"),
    BOTH: _("Both, one after the other"),
    OTHER: _("What I write below"),
}


class MergingForm(Form):
    """Carries what the person had typed, and the version that it is put on."""

    kept = HiddenField()
    onto = HiddenField()


class Asking:
    """The overlaps, each with its fields. `answers` are known once this form was sent and is right."""

    def __init__(
        self, contribution: Contribution, merge: Merge, kept: str, onto: int, is_answer: bool = False
    ) -> None:
        self.limits = contribution.limits
        self.merge = merge
        fields = {name: field for overlap in merge.overlaps for name, field in self._fields(overlap)}
        shown = {f"text-{one.key}": together(one) for one in merge.overlaps if one.field in self.limits}
        made = type("OverlapsForm", (MergingForm,), fields)
        shown |= {"kept": kept, "onto": str(onto)}
        # What was sent may be the form of an edit, or of a merge that somebody overtook.
        self.form: Any = made(data=shown) if is_answer else made(formdata=None, data=shown)

    def rows(self) -> Sequence[tuple[Overlap, Any, Any]]:
        """Give each overlap with the field to choose, and the one to write, if it is a text."""
        return [
            (
                one,
                self.form[f"choice-{one.key}"],
                self.form[f"text-{one.key}"] if self._is_text(one) else None,
            )
            for one in self.merge.overlaps
        ]

    @property
    def is_sent(self) -> bool:
        """Whether the form was sent and every answer can be saved."""
        if not self.form.is_sent:
            return False
        whole = self.merge.decided(self.answers)
        wrong = [name for name in self.limits if name in whole and not self._fits(name, whole[name])]
        for overlap, choice, _text in self.rows():
            if overlap.field in wrong:
                least, most = self.limits[overlap.field]
                choice.errors = [
                    _("The result must have %(least)d to %(most)d characters.", least=least, most=most)
                ]
        return not wrong

    @property
    def answers(self) -> dict[str, Any]:
        """Give what was chosen for each overlap."""
        return {one.key: self._answer(one, choice.data, text) for one, choice, text in self.rows()}

    def _answer(self, overlap: Overlap, chosen: str, text: Any) -> Any:
        if chosen == OTHER and text is not None:
            return text.data or "" if overlap.field != TITLE else " ".join((text.data or "").split())
        return {THEIRS: overlap.theirs, BOTH: together(overlap)}.get(chosen, overlap.mine)

    def _fits(self, name: str, text: str) -> bool:
        least, most = self.limits[name]
        asked = any(one.field == name for one in self.merge.overlaps)
        return not asked or least <= len(text.strip()) <= most

    def _is_text(self, overlap: Overlap) -> bool:
        return overlap.field in self.limits

    def _fields(self, overlap: Overlap) -> list[tuple[str, Any]]:
        offers = [MINE, THEIRS, BOTH, OTHER] if self._is_text(overlap) else [MINE, THEIRS]
        chosen = RadioField(
            _("What should it be?"),
            [InputRequired(_("Choose what should stand here."))],
            choices=offered((value, LABELS[value]) for value in offers),
        )
        text = TextAreaField(_("Your own wording"))
        return [(f"choice-{overlap.key}", chosen), (f"text-{overlap.key}", text)][: len(offers) // 2]


def together(overlap: Overlap) -> str:
    """Put both texts after each other."""
    between = "\n" if overlap.field == BODY else " "
    return between.join(text for text in (overlap.theirs, overlap.mine) if text)
