"""Pelican with our plugin, in this process and by the command `pelican` alone."""

import logging
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import built_sites
import edits
import pelican_runs
import pytest
import site_plans
from jinja2 import StrictUndefined
from paths import ROOT
from pelican import Pelican, signals
from pelican.contents import Article
from pelican.generators import Generator

from datasite import site
from datasite.problems import ProblemsError
from datasite.site import fallback_texts
from datasite.site.environment import TemplateError
from datasite.site.plan import Plan
from datasite.site.run import PelicanError
from datasite.site.settings import SettingError, load_settings
from datasite.values import Date

NEWS = "content/news/2020-02-28-nowy-etap.pl.md"


@pytest.fixture(scope="module")
def plan(mini: Path) -> Plan:
    return site_plans.of(mini)


@pytest.fixture(scope="module")
def small(plan: Plan) -> Plan:
    """A plan of few pages: the home pages, then the texts."""
    chosen = [
        page for page_type in ("home", "text") for page in plan.pages if page.type == page_type
    ]
    return replace(plan, pages=tuple(chosen))


def pelican(root: Path, output: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run Pelican's own command."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "pelican", "-s", str(root / "pelicanconf.py")),
            *("-o", str(output), *more),
        ],
        env=built_sites.environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )


# The command of Pelican


def test_pelican_alone_makes_the_same_files_but_for_the_search_index(
    mini: Path, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    done = pelican(mini, tmp_path / "output", "--fatal", "warnings")
    assert done.returncode == 0, done.stderr
    whole = built_sites.tree(built_sites.mini(mini, tmp_path_factory.getbasetemp()))
    assert built_sites.tree(tmp_path / "output") == {
        path: content for path, content in whole.items() if not path.startswith("pagefind/")
    }


def test_pelican_alone_fails_where_a_row_is_wrong_and_says_where(
    copy_of_mini: Path, tmp_path: Path
) -> None:
    edits.replace(
        copy_of_mini,
        "datasets/projects/projects.csv",
        ",ongoing,2021-09-24,",
        ",ongoing,2021-13-24,",
    )
    done = pelican(copy_of_mini, tmp_path / "output")
    assert done.returncode == 1
    assert "datasets/projects/projects.csv:3:" in done.stdout + done.stderr
    assert not (tmp_path / "output").exists()


def test_pelican_alone_fails_where_a_text_is_wrong_and_says_where(
    copy_of_mini: Path, tmp_path: Path
) -> None:
    edits.replace(copy_of_mini, NEWS, "Projects:", "Project:")
    done = pelican(copy_of_mini, tmp_path / "output")
    assert done.returncode == 1
    assert f"{NEWS}:3:1  [front-matter]" in done.stdout + done.stderr
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    ("plugin", "message"),
    [
        ("import nowhere\n\n\ndef register(): ...\n", "No module named 'nowhere'"),
        ("def register():\n    raise ValueError\n", "Pelican registered only datasite.site"),
    ],
)
def test_pelican_alone_fails_where_a_plugin_cannot_be_used(
    copy_of_mini: Path, tmp_path: Path, plugin: str, message: str
) -> None:
    """Pelican itself goes on without it, and exits 0."""
    (copy_of_mini / "plugin_that_fails.py").write_text(plugin, encoding="utf-8")
    with_settings(copy_of_mini, "PLUGIN_PATHS = [ROOT]\nPLUGINS = [site, 'plugin_that_fails']")
    done = pelican(copy_of_mini, tmp_path / "output")
    assert done.returncode == 1
    assert message in (done.stdout + done.stderr)
    assert "SettingError" in (done.stdout + done.stderr)
    assert not (tmp_path / "output").exists()


def test_pelican_alone_fails_where_a_plugin_loses_a_text(
    copy_of_mini: Path, tmp_path: Path
) -> None:
    """Pelican itself goes on without an article that it could not read, and exits 0."""
    (copy_of_mini / "plugin_that_fails.py").write_text(
        "from pelican import signals\n\n\ndef fail(_, metadata):\n    raise ValueError\n\n\n"
        "def register():\n    signals.article_generator_context.connect(fail)\n",
        encoding="utf-8",
    )
    with_settings(copy_of_mini, "PLUGIN_PATHS = [ROOT]\nPLUGINS = [site, 'plugin_that_fails']")
    done = pelican(copy_of_mini, tmp_path / "output")
    assert done.returncode == 1
    assert re.search(
        r"(en/news|pl/aktualnosci)/nowy-etap/index\.html is planned", done.stdout + done.stderr
    )


def test_pelican_alone_fails_where_a_template_has_an_undefined_name(
    copy_of_mini: Path, tmp_path: Path
) -> None:
    edits.replace(
        copy_of_mini,
        "theme/templates/place.html",
        '{% extends "base.html" %}',
        '{% extends "base.html" %}{% block title %}{{ nothing }}{% endblock %}',
    )
    done = pelican(copy_of_mini, tmp_path / "output")
    assert done.returncode == 1
    assert "'nothing' is undefined" in done.stdout + done.stderr


def test_pelican_alone_fails_where_our_plugin_cannot_be_imported(
    copy_of_mini: Path, tmp_path: Path
) -> None:
    (copy_of_mini / "scripts").unlink()
    done = pelican(copy_of_mini, tmp_path / "output")
    assert done.returncode == 1
    assert "No module named 'datasite'" in done.stdout + done.stderr
    assert not (tmp_path / "output").exists()


# Templates


def test_no_template_comes_from_a_theme_of_pelicans_own(
    copy_of_mini: Path, small: Plan, tmp_path: Path
) -> None:
    (copy_of_mini / "theme" / "templates" / "base.html").unlink()
    homes = replace(small, pages=tuple(page for page in small.pages if page.type == "home"))
    with pytest.raises(TemplateError, match=r"home\.html for /pl/: .*base\.html"):
        pelican_runs.write(homes, copy_of_mini / "theme", tmp_path / "output")


def test_missing_template_of_a_page_type_stops_the_build(
    copy_of_mini: Path, small: Plan, tmp_path: Path
) -> None:
    (copy_of_mini / "theme" / "templates" / "home.html").unlink()
    with pytest.raises(TemplateError, match=r"home\.html for /pl/: the theme has no such template"):
        pelican_runs.write(small, copy_of_mini / "theme", tmp_path / "output")


@pytest.mark.parametrize(
    ("template", "fault", "message"),
    [
        ("home.html", "{{ nothing }}", r"home\.html for /pl/: .*'nothing' is undefined"),
        ("page.html", "{% if %}", r"page\.html for /pl/.*Expected an expression"),
    ],
)
def test_failing_template_is_named_with_its_page(
    copy_of_mini: Path, small: Plan, tmp_path: Path, template: str, fault: str, message: str
) -> None:
    edits.replace(
        copy_of_mini,
        f"theme/templates/{template}",
        "{% block main %}",
        f"{{% block main %}}{fault}",
    )
    with pytest.raises(TemplateError, match=message):
        pelican_runs.write(small, copy_of_mini / "theme", tmp_path / "output")


def test_templates_escape_and_are_strict() -> None:
    environment = load_settings(ROOT)["JINJA_ENVIRONMENT"]
    assert environment["autoescape"] is True
    assert environment["undefined"] is StrictUndefined


def test_all_generators_share_one_environment(
    mini: Path, small: Plan, tmp_path: Path, heard: Callable[[Any], list[Any]]
) -> None:
    generators = heard(signals.generator_init)
    pelican_runs.write(small, mini / "theme", tmp_path / "output")
    assert len(generators) > 1
    assert len({id(generator.env) for generator in generators}) == 1


# Writing


def test_pelican_says_of_every_page_once_that_it_is_written(
    mini: Path, plan: Plan, tmp_path: Path, heard: Callable[[Any], list[Any]]
) -> None:
    written = heard(signals.content_written)
    pelican_runs.write(plan, mini / "theme", tmp_path)
    assert Counter(written) == Counter(str(tmp_path / page.file) for page in plan.pages)


def test_pelican_made_twice_in_a_process_hears_everything_once(
    mini: Path, small: Plan, tmp_path: Path, heard: Callable[[Any], list[Any]]
) -> None:
    pelican_runs.write(small, mini / "theme", tmp_path / "first")
    counted = [
        len(signal.receivers)
        for signal in (signals.get_generators, signals.generator_init, signals.get_writer)
    ]
    written, ended = heard(signals.content_written), heard(signals.finalized)
    pelican_runs.write(small, mini / "theme", tmp_path / "second")
    assert counted == [
        len(signal.receivers)
        for signal in (signals.get_generators, signals.generator_init, signals.get_writer)
    ]
    assert (len(written), len(ended)) == (len(small.pages), 1)


def test_warnings_of_other_programs_are_not_fatal_after_a_run(small: Plan, tmp_path: Path) -> None:
    pelican_runs.write(small, ROOT / "theme", tmp_path)
    logging.getLogger("another program").warning("this stops nothing")


def test_file_that_is_written_twice_stops_the_build(
    mini: Path, small: Plan, tmp_path: Path
) -> None:
    home = small.pages[0]
    twice = replace(small, pages=(*small.pages, home))
    with pytest.raises(PelicanError, match="Failed to overwrite"):
        pelican_runs.write(twice, mini / "theme", tmp_path / "pages")
    covered = site_plans.showing(home, data_files={Path(home.file).name: b""})
    with pytest.raises(PelicanError, match="Failed to overwrite"):
        pelican_runs.write(
            replace(small, pages=(covered, *small.pages[1:])), mini / "theme", tmp_path / "files"
        )


class _OtherGenerator(Generator):  # type: ignore[misc]  # pelican is untyped
    """A plugin's generator of a page that nobody planned."""

    def generate_output(self, writer: Any) -> None:
        writer.write_file("tags/index.html", self.get_template("home"), self.context)


def _others(_: Pelican) -> type[Generator]:
    return _OtherGenerator


def test_page_that_nobody_planned_stops_the_build(mini: Path, small: Plan, tmp_path: Path) -> None:
    signals.get_generators.connect(_others)
    try:
        with pytest.raises(TemplateError, match=r"tags/index\.html: a plugin"):
            pelican_runs.write(small, mini / "theme", tmp_path)
    finally:
        signals.get_generators.disconnect(_others)


def test_each_run_of_one_pelican_reads_the_data_again(copy_of_mini: Path, tmp_path: Path) -> None:
    """As with `pelican --autoreload`."""
    runs = Pelican(load_settings(copy_of_mini) | {"OUTPUT_PATH": str(tmp_path / "output")})
    runs.run()
    about = tmp_path / "output" / "pl" / "o-serwisie" / "index.html"
    assert "To wymyślony rejestr do prób." in built_sites.plain(about.read_text(encoding="utf-8"))
    edits.replace(copy_of_mini, "content/pages/about.pl.md", "rejestr do prób", "zbiór do prób")
    runs.run()
    assert "To wymyślony zbiór do prób." in built_sites.plain(about.read_text(encoding="utf-8"))
    edits.replace(copy_of_mini, "content/pages/about.pl.md", "To wymyślony", "To <b>wymyślony</b>")
    with pytest.raises(ProblemsError):
        runs.run()


# Articles and pages


def test_news_are_articles_and_other_texts_are_pages_with_their_translations(
    mini: Path, small: Plan, plan: Plan, tmp_path: Path, heard: Callable[[Any], list[Any]]
) -> None:
    articles, pages = (
        heard(signals.article_generator_finalized),
        heard(signals.page_generator_finalized),
    )
    pelican_runs.write(plan, mini / "theme", tmp_path)
    (article,) = articles[0].articles
    (translation,) = article.translations
    assert (article.lang, translation.lang) == ("pl", "en")
    assert (article.url, translation.url) == ("pl/aktualnosci/nowy-etap/", "en/news/nowy-etap/")
    assert (article.title, translation.title) == (
        "Nowy etap przykładowego projektu",
        "A new stage of the sample project",
    )
    assert str(article.date) == "2020-02-28 12:00:00+00:00"
    (page,) = pages[0].pages
    assert [page.url, *(other.url for other in page.translations)] == [
        "pl/o-serwisie/",
        "en/about/",
    ]


def test_a_language_without_texts_has_versions_of_those_of_another(
    mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Pelican has them: each is a translation of all others."""
    settings = load_settings(mini)
    polish, english = (
        Article(
            "<p>x</p>",
            {"title": "x", "slug": "x", "name": "x", "date": Date(2020).noon, "lang": lang}
            | {"section": section},
            settings,
        )
        for lang, section in (("pl", "aktualnosci"), ("en", "news"))
    )
    polish.translations, english.translations = [english], [polish]
    monkeypatch.setattr(fallback_texts, "LANGUAGES", ("pl", "en", "uk"))
    languages = {"pl": "pl", "en": "en", "uk": "en"}
    monkeypatch.setattr(fallback_texts, "text_language", languages.__getitem__)
    monkeypatch.setattr(
        fallback_texts, "language_metadata", lambda lang: {"lang": lang, "section": "novyny"}
    )
    (version,) = fallback_texts.versions_in_other_languages([polish, english])
    assert (version.lang, version.save_as) == ("uk", "uk/novyny/x/index.html")
    assert version.content == english.content
    group = [polish, english, version]
    for content in group:
        assert {c.lang for c in content.translations} == {c.lang for c in group} - {content.lang}
    assert (english.lang, english.metadata["lang"]) == ("en", "en")


# Settings


def with_settings(root: Path, lines: str) -> Path:
    file = root / "pelicanconf.py"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{lines}\n", encoding="utf-8")
    return root


def test_plugin_is_ours() -> None:
    assert load_settings(ROOT)["PLUGINS"] == [site]


def test_setting_that_nobody_knows_is_refused_with_a_guess(copy_of_mini: Path) -> None:
    with pytest.raises(SettingError, match="no setting SITENAMES; did you mean SITENAME"):
        load_settings(with_settings(copy_of_mini, "SITENAMES = 'Kto'"))


def test_setting_of_a_plugin_is_known_once_it_is_listed(copy_of_mini: Path) -> None:
    with pytest.raises(SettingError, match="RELATED_POSTS_MAX"):
        load_settings(with_settings(copy_of_mini, "RELATED_POSTS_MAX = 3"))
    settings = load_settings(with_settings(copy_of_mini, 'PLUGIN_SETTINGS = ["RELATED_POSTS_MAX"]'))
    assert settings["RELATED_POSTS_MAX"] == 3


@pytest.mark.parametrize("plugins", ['["datasite.site"]', '[site, "datasite.site"]'])
def test_plugin_may_be_listed_by_its_name(copy_of_mini: Path, plugins: str) -> None:
    load_settings(with_settings(copy_of_mini, f"PLUGINS = {plugins}"))


def test_plugin_may_lie_in_a_folder_of_plugins(copy_of_mini: Path) -> None:
    (copy_of_mini / "plugins").mkdir()
    (copy_of_mini / "plugins" / "plugin_of_a_folder.py").write_text("def register(): ...\n")
    lines = 'PLUGIN_PATHS = [os.path.join(ROOT, "plugins")]\nPLUGINS = ["plugin_of_a_folder"]'
    before = [*sys.path]
    load_settings(with_settings(copy_of_mini, lines))
    assert [path for path in sys.path if path not in before] == [str(copy_of_mini / "scripts")]


@pytest.mark.parametrize("lines", ['PLUGINS = [site, "nowhere"]', "import nowhere"])
def test_plugin_that_cannot_be_imported_is_refused(copy_of_mini: Path, lines: str) -> None:
    with pytest.raises(SettingError, match="No module named 'nowhere'"):
        load_settings(with_settings(copy_of_mini, lines))
