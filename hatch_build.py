"""Compile the gazetteers and the scan into the wheel, so that users receive them ready to open.

The scan is compiled for an editable install, too. Where there is no C compiler, or NORMALIZE_PURE=1 is set, it is left
out: the wheel is then one for every machine, and the scan runs on numpy.
"""

from __future__ import annotations

import importlib.util
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from types import ModuleType

_NATIVE = "normalize/gazetteer/compiled/scan/native"


class CompileGazetteers(BuildHookInterface):  # type: ignore[type-arg]
    """Add `default.nrm` and `scan.so`; an editable install compiles the gazetteers at its first `load()` instead."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the wheel is put together."""
        root = Path(self.root)
        compiling = _module(root / _NATIVE / "compiling.py")
        library = compiling.LIBRARY if version == "editable" else root / "build" / "scan.so"
        if reason := compiling.compile_scan(library):
            self.app.display_warning(f"the scan is not compiled and will run on numpy: {reason}")
        if version == "editable":
            return
        if not reason:
            build_data["force_include"][str(library)] = f"{_NATIVE}/{compiling.LIBRARY.name}"
            build_data["pure_python"] = False
            build_data["tag"] = f"py3-none-{_platform()}"
        sys.path.insert(0, str(root))
        from normalize.curate.shipped import current

        compiled = current(root / "gazetteers", root / "build" / "default.nrm")
        build_data["force_include"][str(compiled)] = "normalize/gazetteer/default.nrm"


def _module(path: Path) -> ModuleType:
    """Load one file without the package around it, which needs what need not be installed yet."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _platform() -> str:
    """Name the machine as a wheel's tag does; the library needs nothing of Python, so that any version will do."""
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")
