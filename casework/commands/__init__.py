"""The `qingfeng` command: the offline commands and those that touch the database.

Each command's module is loaded only when the command is called, so that sealing and opening
files works on a machine that has nothing but the cryptography.
"""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "keys": "portal.commands.sealing:keys",
    "seal": "portal.commands.sealing:seal",
    "open": "portal.commands.sealing:open_",
    "office": "casework.commands.office:office",
    "member": "casework.commands.member:member",
    "audit": "casework.commands.audit:audit",
    "trust": "casework.commands.trust:trust",
    "calendar": "casework.commands.calendar:calendar",
    "store": "casework.commands.sweep:store",
    "serve": "casework.commands.serve:serve",
    "upgrade": "casework.commands.upgrade:upgrade",
}


class Lazy(click.Group):
    """A group that imports a command when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="qingfeng")
def main() -> None:
    """Qingfeng 清风: anonymous reporting for hospitals, sealed in the browser."""
