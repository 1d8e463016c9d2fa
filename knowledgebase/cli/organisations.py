# SPDX-License-Identifier: EUPL-1.2
"""`kb organisations`: municipalities, brought up to date from files."""

from dataclasses import replace
from pathlib import Path

import click
from flask.cli import with_appcontext

from knowledgebase.cli.importing import import_and_tell
from knowledgebase.organisations.bulk import Progress, Tally
from knowledgebase.organisations.importing import Files, import_organisations
from knowledgebase.partnerships.importing import flagging

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def organisations() -> None:
    """Look after the organisations."""


@organisations.command("import")
@click.option("--provinces", type=FILE, help="Provinces (CSV).")
@click.option("--municipalities", type=FILE, help="Municipalities of today (CSV).")
@click.option("--ended", type=FILE, help="Municipalities that were abolished (CSV).")
@click.option("--neighbours", type=FILE, help="Pairs that share a border (CSV).")
@click.option("--outlines", type=FILE, help="Outlines for the national map (JSON).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")
@with_appcontext
def import_(as_json: bool, **named: Path | None) -> None:
    """Bring municipalities, neighbours and mail domains up to date.

    A file that is not named is the one that comes with the software. The same
    files again change nothing. Cases about arrangements of municipalities that merged are flagged.
    """
    files = replace(Files(), **{name: path for name, path in named.items() if path})

    @flagging()
    def bring(progress: Progress) -> dict[str, Tally]:
        return import_organisations(progress, files)

    import_and_tell(bring, as_json)
