"""The command tree, and the one place where an error becomes a line and an exit code."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from normalize._version import __version__
from normalize.cli.annotate import annotate
from normalize.cli.doctor import doctor
from normalize.cli.evaluate import evaluate
from normalize.cli.gazetteer import gazetteer
from normalize.cli.names import compare, link, readings, translit
from normalize.cli.streams import FAILED, PROBLEMS, USAGE, one_line, say
from normalize.errors import NormalizeError, SourceError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

_INTERRUPTED = 130  # as shells report SIGINT


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="normalize")
def app() -> None:
    """Find, normalise and link the names of people, places and organisations.

    Reads Russian, English and mixed-script text. Start with: normalize annotate FILE
    """


for _command in (annotate, link, compare, translit, readings, evaluate, gazetteer, doctor):
    app.add_command(_command)


def run(argv: Sequence[str]) -> int:
    """Run the command line and give its exit code; every error is one line on stderr."""
    _prepare_streams()
    try:
        code = _invoke(list(argv) or ["--help"])
        return _flushed(code)
    except BrokenPipeError:
        _let_go_of_stdout()
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        where = error.filename or "stdout"
        say(f"{where}: cannot be read or written ({error.strerror}); check the disk and the folder")
        _let_go_of_stdout()
        return FAILED


def _flushed(code: int) -> int:
    """Let go of what a stdout that failed still holds, or the interpreter would fail on it again at its end."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError:
        if not code:
            raise
        _let_go_of_stdout()
    return code


def _invoke(argv: list[str]) -> int:
    if "_NORMALIZE_COMPLETE" in os.environ:
        app.main(argv, prog_name="normalize")
    try:
        with app.make_context("normalize", argv) as context:
            app.invoke(context)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.Abort:
        return _INTERRUPTED
    except click.UsageError as error:
        _tell_usage(error)
        return USAGE
    except click.ClickException as error:
        say(error.format_message())
        return error.exit_code
    except NormalizeError as error:
        return _tell(error)
    return 0


def _tell_usage(error: click.UsageError) -> None:
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        return
    command = error.ctx.command_path if error.ctx is not None else "normalize"
    message = " ".join(error.format_message().split()) + _nearest_choice(error)
    say(f"{message} Try: {command} --help", command)


def _nearest_choice(error: click.UsageError) -> str:
    """Offer the nearest of the values that an option takes."""
    if (
        not isinstance(error, click.BadParameter)
        or error.param is None
        or not isinstance(error.param.type, click.Choice)
    ):
        return ""
    given = error.message.split("'")[1:2]
    near = get_close_matches("".join(given), [str(choice) for choice in error.param.type.choices], n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


def _tell(error: NormalizeError) -> int:
    if isinstance(error, SourceError):
        for problem in error.problems:
            say(problem)
        return PROBLEMS
    say(one_line(error))
    return USAGE if isinstance(error, UnknownNameError) else FAILED


def _prepare_streams() -> None:
    """Write UTF-8 into files and pipes whatever the locale says, and never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _let_go_of_stdout() -> None:
    """Whoever read the output has gone: be quiet, also when the interpreter flushes at its end."""
    with suppress(OSError, ValueError), Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
