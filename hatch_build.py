"""Compile the gazetteers into the wheel, so that users receive them ready to open."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileGazetteers(BuildHookInterface):  # type: ignore[type-arg]
    """Add `normalize/gazetteer/default.nrm`; an editable install compiles at its first `load()` instead."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the wheel is put together."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from normalize.curate.shipped import current

        compiled = current(root / "gazetteers", root / "build" / "default.nrm")
        build_data["force_include"][str(compiled)] = "normalize/gazetteer/default.nrm"
