# SPDX-License-Identifier: EUPL-1.2
"""Forms of moderators for tags and themes."""

from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional, ValidationError

from knowledgebase.accounts.mail_addresses import AddressWrong, canonical
from knowledgebase.accounts.models import User
from knowledgebase.accounts.queries import person_at
from knowledgebase.contributions.fields import TagsField
from knowledgebase.contributions.models import Tag
from knowledgebase.contributions.models.owners import ThemeOwner
from knowledgebase.contributions.queries import organisations_named
from knowledgebase.contributions.tags import LONGEST_TAG, tag_name
from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation
from knowledgebase.web.forms import Form, Length, offered


class TagForm(Form):
    """Name, description and other words of a tag."""

    name = StringField(_("Name"), [InputRequired(_("Write a name.")), Length(1, LONGEST_TAG)])
    description = TextAreaField(_("Description"), [Length(0, 2_000)])
    synonyms = TagsField(_("Other words for the same"), [Optional()])

    def validate_name(self, field: StringField) -> None:
        """Write the name as all tags are written."""
        field.data = tag_name((field.data or "").replace(",", " ").replace("/", " "))
        if not field.data:
            raise ValidationError(_("Write a name."))


class MergeForm(Form):
    """Which tag takes over."""

    into = StringField(_("Tag that takes over"), [InputRequired(_("Write the name of the other tag."))])
    sure = BooleanField(
        _("Move everything to the other tag. I know that this cannot be undone."),
        [InputRequired(_("Tick this when you are sure."))],
    )

    def __init__(self, tag: Tag) -> None:
        super().__init__(prefix="merge-")
        self.tag = tag
        self.target: Tag | None = None

    def validate_into(self, field: StringField) -> None:
        """Look the other tag up; a synonym stands for its tag."""
        found = db.session.scalar(sa.select(Tag).where(Tag.name == tag_name(field.data or "")))
        self.target = found and (found.synonym_of or found)
        if self.target is None:
            raise ValidationError(_("There is no such tag."))
        if self.target.id == self.tag.id:
            raise ValidationError(_("This is the same tag. Name another one."))


class OwnerForm(Form):
    """Who looks after a theme."""

    organisation = StringField(_("Organisation"), [Length(0, 200)])
    contact = StringField(_("Mail address of the person to turn to"), [Length(0, 320)])
    approvals = SelectField(
        _("How many others must approve of a change"),
        coerce=int,
        choices=offered([(0, _("None: changes are shown at once")), (1, "1"), (2, "2"), (3, "3")]),
    )

    def __init__(self, owner: ThemeOwner | None, approvals: int) -> None:
        self.found: Organisation | None = None
        self.person: User | None = None
        shown: dict[str, Any] = {"approvals": approvals}
        if owner is not None:
            contact = owner.contact.email if owner.contact else ""
            shown |= {"organisation": owner.organisation.name, "contact": contact}
        super().__init__(data=shown)

    def validate_organisation(self, field: StringField) -> None:
        """Look the organisation up."""
        found, unknown = organisations_named([field.data] if field.data else [])
        if unknown:
            raise ValidationError(
                _("We do not know this organisation. Use the name or the code of the municipality.")
            )
        self.found = found[0] if found else None

    def validate_contact(self, field: StringField) -> None:
        """Look the person up, who must work there."""
        if not field.data:
            return
        try:
            self.person = person_at(canonical(field.data))
        except AddressWrong:
            self.person = None
        homes = [one.id for one in self.person.organisations] if self.person else []
        if self.found is None or self.found.id not in homes:
            raise ValidationError(_("Nobody with this address works at this organisation."))
