"""The page about the command line tells of every command and option."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from normalize.cli.app import app

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")


def options(command: click.Command, path: tuple[str, ...] = ()):
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from options(below, (*path, name))
        return
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            for option in (*parameter.opts, *parameter.secondary_opts):
                if option.startswith("--"):
                    yield pytest.param(path, option, id=" ".join([*path, option]))


@pytest.mark.parametrize(("path", "option"), list(options(app)))
def test_every_command_and_option_is_told(path, option):
    section = PAGE.partition("\n## annotate")[0]
    for heading in PAGE.split("\n## ")[1:]:
        if path[0] in heading.splitlines()[0].replace(",", " ").split():
            section = heading
    assert path[-1] in section
    assert option in section or option == "--format"
