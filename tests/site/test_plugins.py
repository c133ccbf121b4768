"""Plugins of Pelican from PyPI, unchanged, on the miniature site: neighbors and series."""

from pathlib import Path

import built_sites
import edits
import pytest
from lxml import html
from mini_site import compose

NEWS = "content/news/2020-02-28-nowy-etap"
PLUGINS = ("PLUGINS = [site]", 'PLUGINS = [site, "neighbors", "series"]')
METADATA = ("PLUGIN_METADATA: list[str] = []", 'PLUGIN_METADATA: list[str] = ["series"]')
SNIPPET = """
{% set series = article.series if article.series is defined else none %}
{% if series %}
<p class="series">{{ series.name }}: {{ series.index }}/{{ series.all|length }}</p>
{% endif %}
{% set prev = article.prev_article if article.prev_article is defined else none %}
{% if prev %}
<a rel="prev" href="{{ href.to("/" ~ prev.url) }}">{{ prev.title }}</a>
{% endif %}
"""
SERIES = {"pl": "Pierwsze & drugie kroki", "en": "First & second steps"}
ARTICLES = {"pl": "pl/aktualnosci", "en": "en/news"}
# The days, slugs and titles of news, the oldest first; all but the last are of one series.
STEPS = (
    ("2020-03-01", "krok-1", {"pl": "Krok 1 < 2", "en": "Step 1 < 2"}),
    ("2020-03-02", "krok-2", {"pl": "Krok 2", "en": "Step 2"}),
    ("2020-03-03", "inne", {"pl": "Coś innego", "en": "Something else"}),
)
both_languages = pytest.mark.parametrize("lang", ["pl", "en"])


def write_news(root: Path, *, series: bool) -> None:
    """Add the news of STEPS, and show what the plugins know on the pages of articles."""
    for day, slug, titles in STEPS:
        for lang, title in titles.items():
            entry = f"Series: {SERIES[lang]}\n" if series and slug.startswith("krok") else ""
            (root / f"content/news/{day}-{slug}.{lang}.md").write_text(
                f"Title: {title}\n{entry}Summary: {title}.\n\n{title}.\n", encoding="utf-8"
            )
    edits.replace(root, "theme/templates/article.html", "</article>", f"{SNIPPET}</article>")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The miniature site with both plugins."""
    root = compose(tmp_path_factory.mktemp("plugins") / "root")
    write_news(root, series=True)
    for setting in (PLUGINS, METADATA):
        edits.replace(root, "pelicanconf.py", *setting)
    done = built_sites.build(root, root.parent / "output")
    assert done.returncode == 0, done.stderr
    return root.parent / "output"


def article(site: Path, lang: str, slug: str) -> html.HtmlElement:
    return built_sites.pages(site)[f"{ARTICLES[lang]}/{slug}/index.html"]


@both_languages
def test_neighbors_links_to_the_news_before(site: Path, lang: str) -> None:
    found = {}
    for _, slug, _ in STEPS:
        (link,) = article(site, lang, slug).xpath("//article//a[@rel='prev']")
        found[slug] = (link.get("href"), link.text)
    old = {"pl": "Nowy etap przykładowego projektu", "en": "A new stage of the sample project"}
    assert found == {
        "krok-1": ("../nowy-etap/", old[lang]),
        "krok-2": ("../krok-1/", STEPS[0][2][lang]),
        "inne": ("../krok-2/", STEPS[1][2][lang]),
    }
    assert not article(site, lang, "nowy-etap").xpath("//a[@rel='prev']")


@both_languages
def test_series_counts_the_news_of_each_language(site: Path, lang: str) -> None:
    shown = {
        slug: [
            built_sites.plain(p.text)
            for p in article(site, lang, slug).xpath("//p[@class='series']")
        ]
        for _, slug, _ in STEPS
    }
    assert shown == {
        "krok-1": [f"{SERIES[lang]}: 1/2"],
        "krok-2": [f"{SERIES[lang]}: 2/2"],
        "inne": [],
    }


def test_a_template_asks_for_what_a_plugin_that_is_off_would_know(
    copy_of_mini: Path, tmp_path: Path
) -> None:
    """Plugins that are installed and not listed do nothing."""
    write_news(copy_of_mini, series=False)
    done = built_sites.build(copy_of_mini, tmp_path / "output")
    assert done.returncode == 0, done.stderr
    for lang in ARTICLES:
        page = article(tmp_path / "output", lang, "krok-2")
        assert not page.xpath("//p[@class='series']|//a[@rel='prev']")


def test_an_entry_of_a_plugin_that_is_not_allowed_is_refused_by_the_setting_that_allows_it(
    copy_of_mini: Path, tmp_path: Path
) -> None:
    write_news(copy_of_mini, series=True)
    edits.replace(copy_of_mini, "pelicanconf.py", *PLUGINS)
    done = built_sites.build(copy_of_mini, tmp_path / "output")
    assert done.returncode == 1
    assert "content/news/2020-03-01-krok-1.en.md:2:1  [front-matter]" in done.stderr
    assert "PLUGIN_METADATA in pelicanconf.py" in done.stderr
    assert not (tmp_path / "output").exists()
