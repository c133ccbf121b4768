"""The identity of the publication: the same name wherever it must be written again."""

import runpy

from paths import ROOT

from datasite.language.languages import LANGUAGES
from datasite.publication import identity


def test_pelican_knows_the_site_by_its_name() -> None:
    settings = runpy.run_path(str(ROOT / "pelicanconf.py"))
    assert settings["SITENAME"] == identity.PUBLISHER == identity.SITE_NAME[LANGUAGES[0]]


def test_every_name_is_in_every_language() -> None:
    for words in (
        identity.SITE_NAME,
        identity.TITLE,
        identity.DESCRIPTION,
        identity.KEYWORDS,
        identity.COUNTRY,
        identity.RIGHTS,
        *identity.THEMES.values(),
    ):
        assert set(words) == set(LANGUAGES)
        assert all(words.values())
