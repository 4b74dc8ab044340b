"""Documents as one self-contained web page: texts, mentions, filters, a table and a map of what they name."""

from __future__ import annotations

from normalize.adapters.html.page import html_page

__all__ = ["html_page"]
