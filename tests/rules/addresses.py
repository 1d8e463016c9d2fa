# SPDX-License-Identifier: EUPL-1.2
"""An address for every rule of the URL map."""

from werkzeug.routing import Rule

VALUES = {"ref": "999999", "int": "999999", "default": "onbekend", "string": "onbekend", "path": "onbekend"}


def address_of(rule: Rule) -> str:
    """Give an address that the rule matches; ids that do not exist where it wants one."""
    values = {
        name: VALUES.get(getattr(converter, "name", type(converter).__name__), "999999")
        for name, converter in rule._converters.items()
    }
    parts = [values[part] if is_dynamic else part for is_dynamic, part in rule._trace]
    return "".join(parts).partition("|")[2]
