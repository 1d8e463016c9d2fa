# SPDX-License-Identifier: EUPL-1.2
"""`kb permissions`: who may do what, as the table in policy.py says."""

import inspect
import json

import click
from rich.console import Console
from rich.table import Table

from knowledgebase.policy import RULES


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")
def permissions(as_json: bool) -> None:
    """Print who may do what."""
    rules = {
        permission.value: [inspect.getdoc(ground) or ground.__name__ for ground in grounds]
        for permission, grounds in RULES.items()
    }
    if as_json:
        click.echo(json.dumps(rules, indent=2))
        return
    table = Table("permission", "granted to")
    for permission, grounds in rules.items():
        table.add_row(permission, "\n".join(grounds))
    Console().print(table)
