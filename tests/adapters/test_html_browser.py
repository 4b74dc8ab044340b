"""In a real browser: the page's own filters run, nothing that a name brings does, and no request leaves."""

from __future__ import annotations

import http.server
import re
import shutil
import subprocess
import threading

import pytest

from normalize.adapters.html import html_page
from normalize.types import Kind, Normal, Reason, Rule, Span
from tests.fakes import FakeDocument, FakeEntity, FakeLink

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="needs Chromium: apt-get install chromium"),
]


@pytest.fixture
def trap():
    """Serve on this machine, and remember what is asked for."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def hostile(address: str) -> list[str]:
    return [
        f"<script>document.title='owned';fetch('{address}/script')</script>",
        f"<img src={address}/img onerror=\"document.title='owned'\">",
        f"\"><svg onload=document.title='owned'><image href='{address}/svg'/></svg>",
        f"' onmouseover='document.title=1' style='background:url({address}/style)",
        f"</title></style></script><script src={address}/src></script>",
        f"<link rel=prefetch href={address}/link><meta http-equiv=refresh content='0;url={address}/refresh'>",
        f"<iframe src={address}/frame></iframe><base href={address}/>",
        "javascript:document.title='owned'",
        "-->]]><!--\u202e\x1b[2J\x00",
    ]


def page(address: str) -> str:
    documents = []
    for name in hostile(address):
        entity = FakeEntity(name, Kind.SETTLEMENT, {"ru": name, "en": name}, {"wikidata": name}, coordinates=(54, 37))
        reason = Reason.of(Rule.EXACT, surface=name, name=name)
        link = FakeLink(Span(0, len(name)), name, Kind.SETTLEMENT, entity, Normal(name, name), reasons=(reason,))
        documents.append((name, FakeDocument(name + " end", (link,))))
    return "".join(html_page(documents, hostile(address)[4]))


def browsed(path, profile, *flags: str) -> str:
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    command += [f"--user-data-dir={profile}", "--virtual-time-budget=3000", *flags, f"file://{path}"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def test_hostile_names_run_nothing_and_ask_for_nothing(tmp_path, trap):
    address, asked = trap
    path = tmp_path / "page.html"
    path.write_text(page(address), encoding="utf-8")
    seen = browsed(path, tmp_path / "profile", "--dump-dom")
    title = re.search(r"<title>(.*?)</title>", seen, re.DOTALL).group(1)
    assert "owned" not in title
    assert "&lt;script" in title
    assert re.search(r"<output>9 of 9 mentions</output>", seen)  # the page's own script ran
    assert seen.count("<circle") == 9
    assert seen.count("<script") == 1
    assert not re.search(r"<(?:img|iframe|base|link|image)\b", seen)
    assert asked == []


def test_the_trap_would_catch_a_request(tmp_path, trap):
    address, asked = trap
    path = tmp_path / "page.html"
    path.write_text(f"<img src={address}/img>", encoding="utf-8")
    browsed(path, tmp_path / "profile", "--dump-dom")
    assert asked == ["/img"]


def test_a_name_is_filtered_for(tmp_path, trap):
    address, _ = trap
    source = page(address)
    begun = source.replace('type="search"', 'type="search" value="refresh"')
    path = tmp_path / "page.html"
    path.write_text(begun, encoding="utf-8")
    seen = browsed(path, tmp_path / "profile", "--dump-dom")
    assert "<output>1 of 9 mentions</output>" in seen
    assert seen.count('<article hidden=""') == 8
    assert len(re.findall(r'<circle[^>]*class="off"', seen)) == 8
