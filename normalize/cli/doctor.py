"""`normalize doctor`: what is installed, what is missing, and what to do about it."""

from __future__ import annotations

import platform
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING

import click

from normalize._version import __version__
from normalize.adapters.table import aligned
from normalize.cli.names import format_option, show_json
from normalize.cli.streams import FAILED
from normalize.errors import NormalizeError

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGES = (
    "click",
    "dawg2",
    "natasha",
    "navec",
    "numpy",
    "pymorphy3",
    "pymorphy3-dicts-ru",
    "pytrovich",
    "rapidfuzz",
    "rich",
    "slovnet",
    "threadpoolctl",
    "transliterate",
)
_MODELS = ("model/slovnet_ner_news_v1.tar", "emb/navec_news_v1_1B_250K_300d_100q.tar")

_Finding = tuple[str, str, str]


@click.command()
@format_option
def doctor(form: str) -> None:
    """Look at the installation; exit code 1 if something that is needed is missing."""
    findings = [*_versions(), *_models(), _gazetteer(), _scan(), *_rivals()]
    if form == "json":
        for state, what, detail in findings:
            show_json({"state": state, "what": what, "detail": detail})
    else:
        click.echo(aligned(findings), nl=False)
    if any(state == "missing" for state, _, _ in findings):
        click.get_current_context().exit(FAILED)


def _versions() -> Iterator[_Finding]:
    yield "ok", "ru-en-normalize", __version__
    yield "ok", "python", f"{platform.python_version()} on {platform.platform()}"
    for package in _PACKAGES:
        try:
            yield "ok", package, metadata.version(package)
        except metadata.PackageNotFoundError:
            yield "missing", package, f"pip install {package}"


def _models() -> Iterator[_Finding]:
    found = util.find_spec("natasha")
    folders = list(found.submodule_search_locations or []) if found is not None else []
    for name in _MODELS:
        paths = [path for folder in folders if (path := Path(folder, "data", name)).is_file()]
        if paths:
            yield "ok", f"model {paths[0].name}", f"{paths[0].stat().st_size / 1e6:.1f} MB"
        else:
            yield "missing", f"model {Path(name).name}", "pip install --force-reinstall natasha"


def _gazetteer() -> _Finding:
    from normalize.curate import default_gazetteer
    from normalize.gazetteer import Gazetteer

    try:
        path = default_gazetteer()
        opened = Gazetteer.open(path)
        opened.verify()
    except NormalizeError as error:
        return "missing", "gazetteer", str(error).partition("\n")[0]
    edition = opened.about.get("edition") or "of no"
    megabytes = path.stat().st_size / 1e6
    return "ok", "gazetteer", f"edition {edition}, {len(opened):,} entities, {megabytes:.1f} MB, {path}"


def _scan() -> _Finding:
    from normalize.gazetteer.compiled.scan import state

    library, reason = state()
    return "ok", "exact scan", "compiled" if library else f"on numpy, with the same results ({reason})"


def _rivals() -> Iterator[_Finding]:
    """Find PyPI's package `normalize`, which installs a folder of the same name as ours."""
    try:
        version = metadata.version("normalize")
    except metadata.PackageNotFoundError:
        return
    yield (
        "missing",
        "a clean environment",
        f"PyPI's normalize {version} overwrites ours: pip uninstall normalize",
    )
