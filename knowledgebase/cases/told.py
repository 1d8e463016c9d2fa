# SPDX-License-Identifier: EUPL-1.2
"""What a case tells of one thing, written for people and, where it counts something, for a spreadsheet."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _

from knowledgebase.contributions.vocabulary import Labelled
from knowledgebase.web.i18n import euros, euros_and_cents, number


@dataclass(frozen=True)
class Told:
    """Lines of text, none when it is not known. `number` is what they count; `is_quoted`: in the author's words."""

    lines: tuple[str, ...] = ()
    number: int | Decimal | None = None
    is_quoted: bool = False

    @property
    def text(self) -> str:
        """All of it on one line."""
        return "; ".join(self.lines)


def told(*lines: str, number: int | Decimal | None = None) -> Told:
    """Tell what these lines say; an empty one says nothing."""
    return Told(tuple(filter(None, lines)), number)


def quoted(*lines: str) -> Told:
    """Tell something in the words of the author."""
    return Told(tuple(filter(None, lines)), is_quoted=True)


def label_of(member: Labelled | None) -> Told:
    """Tell which of a fixed set it is."""
    return told(member.label) if member else Told()


def labels_of(members: Iterable[Labelled]) -> Told:
    """Tell which of a fixed set they are."""
    return told(*(member.label for member in members))


def yes_or_no(answer: bool | None) -> Told:
    """Tell whether it is so."""
    return Told() if answer is None else told(_("Yes") if answer else _("No"))


def count(many: int | None) -> Told:
    """Tell how many."""
    return told(number(many), number=many)


def money(amount: int | None) -> Told:
    """Tell an amount in whole euros."""
    return told(euros(amount), number=amount)


def cents(amount: Decimal | None) -> Told:
    """Tell an amount to the cent."""
    return told(euros_and_cents(amount), number=amount)


def difference(amount: int | None) -> Told:
    """Tell how much more it is, or less, in whole euros."""
    return told(signed(amount, euros(amount)), number=amount)


def percent(share: int | None) -> Told:
    """Tell how much more it is, or less, in percent."""
    return told(signed(share, f"{share}%"), number=share)


def signed(amount: int | None, written: str) -> str:
    """Put a plus before what is more."""
    if amount is None:
        return ""
    return f"+{written}" if amount > 0 else written
