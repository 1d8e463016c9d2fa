# SPDX-License-Identifier: EUPL-1.2
"""Forms to suggest an improvement and to decline one."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from knowledgebase.contributions.fields import BasedOn, TagsField
from knowledgebase.contributions.forms.contribution import whole_id
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.sides import newest_side, preferred_names, side_of
from knowledgebase.db import reading
from knowledgebase.policy import Viewer
from knowledgebase.web.forms import Form, Length

TEXTS = ("title", "summary", "body")


class SuggestionForm(Form):
    """Title, summary, text and tags, as far as the kind has them, and why."""

    title = StringField(_("Title"))
    summary = TextAreaField(_("Summary"))
    body = TextAreaField(_("Text"))
    tags = TagsField(_("Tags"))
    note = StringField(
        _("Why is this better?"), [InputRequired(_("Say in a few words why.")), Length(10, 300)]
    )
    revision = BasedOn()

    def __init__(self, contribution: Contribution, viewer: Viewer) -> None:
        with reading():
            newest = newest_side(contribution, viewer)
            super().__init__(data=newest | {"revision": str(contribution.revision)})
            opened_on = whole_id(self.revision.data) or 0
            before = side_of(contribution, opened_on, viewer)
            self.before = before or newest
            # Without a version that the viewer may read, it is about the newest.
            self.based_on = opened_on if before else contribution.revision
            self._leave_out(contribution)

    @property
    def names(self) -> list[str]:
        """The fields that may be changed."""
        return [name for name in (*TEXTS, "tags") if name in self]

    def changes(self) -> dict[str, Any]:
        """Give the fields that differ from the version on which the form was opened."""
        said = {name: self[name].data or "" for name in TEXTS if name in self}
        if "tags" in self:
            said["tags"] = preferred_names(self.tags.data or [])
        return {name: value for name, value in said.items() if _same(value) != _same(self.before[name])}

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, and that something is changed."""
        is_right = bool(super().validate(extra_validators))
        if is_right and not self.changes():
            self.form_errors = [_("You changed nothing yet.")]
        return is_right and not self.form_errors

    def _leave_out(self, contribution: Contribution) -> None:
        for name in TEXTS:
            if name in contribution.limits and name in self.before:
                self[name].validators = [Length(*contribution.limits[name])]
            else:
                del self[name]
        if contribution.root is not contribution:
            del self["tags"]


class DecliningForm(Form):
    """Why a suggestion is not taken over."""

    reason = TextAreaField(_("Why not?"), [InputRequired(_("Give the reason.")), Length(10, 2_000)])


def _same(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value.strip()
