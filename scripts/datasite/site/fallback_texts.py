"""Articles and pages of languages that have no texts of their own: those of the language to which
they fall back.
"""

import copy
from collections.abc import Iterable

from pelican.contents import Content

from datasite.content.reader import language_metadata
from datasite.language.languages import LANGUAGES, text_language


def versions_in_other_languages(contents: Iterable[Content]) -> list[Content]:
    """For each text its versions for languages that show it as theirs. Each version becomes a
    translation of all others, as Pelican's are.
    """
    return [
        _version(content, lang)
        for content in contents
        for lang in LANGUAGES
        if lang != content.lang and text_language(lang) == content.lang
    ]


def _version(content: Content, lang: str) -> Content:
    version = copy.copy(content)
    version.metadata = content.metadata | language_metadata(lang)
    for name, value in language_metadata(lang).items():
        setattr(version, name, value)
    version.in_default_lang = False
    version.translations = [content, *content.translations]
    for other in version.translations:
        other.translations = [*other.translations, version]
    return version
