# SPDX-License-Identifier: EUPL-1.2
"""`kb register`: the public register of joint arrangements, brought up to date from an export."""

from dataclasses import replace
from pathlib import Path

import click
from flask.cli import with_appcontext

from knowledgebase.cli.importing import import_and_tell
from knowledgebase.partnerships.importing import Files, import_register

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def register() -> None:
    """Look after the register of joint arrangements."""


@register.command("import")
@click.option("--arrangements", type=FILE, help="Versions of arrangements (CSV).")
@click.option("--participants", type=FILE, help="Who takes part in each version (CSV).")
@click.option("--selection", type=FILE, help="What is about ICT, judged by hand (CSV).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")
@with_appcontext
def import_(as_json: bool, **named: Path | None) -> None:
    """Bring arrangements, versions and participants up to date with an export of the register.

    A file that is not named is the one that comes with the software. The same
    export again changes nothing; a newer one updates, ends and adds.
    """
    files = replace(Files(), **{name: path for name, path in named.items() if path})
    import_and_tell(lambda progress: import_register(progress, files), as_json)
