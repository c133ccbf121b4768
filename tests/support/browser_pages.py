"""The pages that browser tests open, and the record of a visit."""

import gzip
import http.server
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


HOST = "127.0.0.1"


# milliseconds; speed is measured by `make bench`, and a slow machine is not a fault of the page
PATIENCE = 60_000


POLICY = "Content Security Policy"  # as Chromium and the next line write it


REPORT_VIOLATIONS = (
    f"addEventListener('securitypolicyviolation', e => console.error('{POLICY}: ' +"
    " e.violatedDirective + ' ' + e.blockedURI))"
)


# Of each type the page with the most on it.
PAGES: dict[str, dict[str, str]] = {
    "home": {"pl": "/pl/", "en": "/en/"},
    "projects": {"pl": "/pl/projekty/", "en": "/en/projects/"},
    "project": {
        "pl": "/pl/projekty/integracja-dla-bezpieczenstwa/",
        "en": "/en/projects/integracja-dla-bezpieczenstwa/",
    },
    "organisations": {"pl": "/pl/organizacje/", "en": "/en/organisations/"},
    "organisation": {"pl": "/pl/organizacje/kwp-wroclaw/", "en": "/en/organisations/kwp-wroclaw/"},
    "programmes": {"pl": "/pl/programy/", "en": "/en/programmes/"},
    "programme": {"pl": "/pl/programy/fami-2014-2020/", "en": "/en/programmes/fami-2014-2020/"},
    "places": {"pl": "/pl/miejsca/", "en": "/en/places/"},
    "place": {"pl": "/pl/miejsca/pl-14/", "en": "/en/places/pl-14/"},
    "cooperation": {"pl": "/pl/wspolpraca/", "en": "/en/cooperation/"},
    "cooperation_item": {
        "pl": "/pl/wspolpraca/gdisc-erit-ukraina/",
        "en": "/en/cooperation/gdisc-erit-ukraina/",
    },
    "charts": {"pl": "/pl/wykresy/", "en": "/en/charts/"},
    "chart": {"pl": "/pl/wykresy/os-czasu/", "en": "/en/charts/timeline/"},
    "data": {"pl": "/pl/dane/", "en": "/en/data/"},
    "dataset": {"pl": "/pl/dane/budgets/", "en": "/en/data/budgets/"},
    "follow": {"pl": "/pl/jak-sledzic/", "en": "/en/follow/"},
    "releases": {"pl": "/pl/wydania/", "en": "/en/releases/"},
    "coverage": {"pl": "/pl/pokrycie/", "en": "/en/coverage/"},
    "changes": {"pl": "/pl/zmiany/", "en": "/en/changes/"},
    "corrections": {"pl": "/pl/poprawki/", "en": "/en/corrections/"},
    "glossary": {"pl": "/pl/slownik/", "en": "/en/glossary/"},
    "search": {"pl": "/pl/szukaj/", "en": "/en/search/"},
    "news": {"pl": "/pl/aktualnosci/", "en": "/en/news/"},
    "article": {"pl": "/pl/aktualnosci/policja-iom/", "en": "/en/news/policja-iom/"},
    "text": {"pl": "/pl/o-serwisie/", "en": "/en/about/"},
    "components": {"pl": "/pl/components/", "en": "/en/components/"},
    "missing": {"pl": "/404.html", "en": "/404.en.html"},
    "root": {"pl": "/"},
}


# What other sites may show of a page: without navigation.
EMBEDDED: dict[str, dict[str, str]] = {
    "project_embed": {
        lang: f"{address}{part}/"
        for (lang, address), part in zip(PAGES["project"].items(), ("osadz", "embed"), strict=True)
    },
    "chart_embed": {
        lang: f"{address}{part}/"
        for (lang, address), part in zip(PAGES["chart"].items(), ("osadz", "embed"), strict=True)
    },
}


@dataclass(frozen=True)
class Visit:
    """An open page, every address that it requested, and every error or warning of its console."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


Open = Callable[..., Visit]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Log nothing."""


class Compressing(Quiet):
    """Serves texts compressed, as every common host does."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        kind = self.guess_type(str(file))
        if (
            not file.is_file()
            or not kind.startswith("text/")
            or "gzip" not in self.headers.get("Accept-Encoding", "")
        ):
            super().do_GET()
            return
        content = gzip.compress(file.read_bytes())
        self.send_response(http.HTTPStatus.OK)
        for name, value in (
            ("Content-Type", f"{kind}; charset=utf-8"),
            ("Content-Encoding", "gzip"),
            ("Content-Length", str(len(content))),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
