# SPDX-License-Identifier: EUPL-1.2
"""`kb permissions`: who may do what, as the table in the policy says."""

import json

import click
from flask.cli import with_appcontext
from flask_babel import force_locale
from rich.console import Console
from rich.table import Table

from knowledgebase.policy import RULES


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")
@with_appcontext
def permissions(as_json: bool) -> None:
    """Print who may do what."""
    with force_locale("en"):
        rules = {
            one.value: (one.label, [str(ground.label) for ground in grounds])
            for one, grounds in RULES.items()
        }
    if as_json:
        click.echo(json.dumps({name: grounds for name, (_, grounds) in rules.items()}, indent=2))
        return
    table = Table("Permission", "Meaning", "Granted to")
    for name, (meaning, grounds) in rules.items():
        table.add_row(name, meaning, "\n".join(grounds))
    Console().print(table)
