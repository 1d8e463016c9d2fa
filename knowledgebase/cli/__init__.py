# SPDX-License-Identifier: EUPL-1.2
"""The `kb` command."""

from typing import Any

import click
from flask.cli import ScriptInfo
from sqlalchemy.exc import DBAPIError

from knowledgebase import __version__
from knowledgebase.app import create_app
from knowledgebase.cli.doctor import doctor
from knowledgebase.cli.exchange import demo, import_lines
from knowledgebase.cli.organisations import organisations
from knowledgebase.cli.permissions import permissions
from knowledgebase.cli.register import register
from knowledgebase.cli.run import run
from knowledgebase.cli.search import search
from knowledgebase.cli.starting import init
from knowledgebase.cli.user import user
from knowledgebase.cli.web import web
from knowledgebase.cli.work import work
from knowledgebase.config import SettingsWrong


class Commands(click.Group):
    """What goes wrong outside the program is told in one sentence, not in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except SettingsWrong as wrong:
            raise click.ClickException(str(wrong)) from None
        except DBAPIError as failure:
            raise click.ClickException(f"The database cannot do this: {failure.orig}") from failure


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Run and look after a Goede Buur site. Settings come from the environment, all named KB_…"""
    context.obj = ScriptInfo(create_app=lambda: create_app(), set_debug_flag=False)


for command in (
    run,
    init,
    demo,
    web,
    work,
    doctor,
    permissions,
    user,
    organisations,
    register,
    import_lines,
    search,
):
    main.add_command(command)
