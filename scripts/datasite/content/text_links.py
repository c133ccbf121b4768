"""The links from texts to pages of the site: which addresses there are, and which links and ids
lead to nothing.
"""

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping, Set

from datasite.content.html_checks import Anchors, place_of
from datasite.content.text import Text
from datasite.language.languages import LANGUAGES
from datasite.model.register import Register
from datasite.problems import N_, Message, Problem, shown
from datasite.publication import addresses

# The tables that are published beside the datasets.
DERIVED_TABLES = ("projects_wide", "list_of_operations", "changes")


def page_addresses(
    register: Register, datasets: Collection[str], texts: Iterable[Text]
) -> Set[str]:
    """The address of every page that a text may link to, in every language, e.g. "/pl/projekty/":
    none for frames or of a withdrawn record. `datasets` are the names of all tables.
    """
    slugs: Mapping[str, Collection[str]] = {
        "projects": register.projects,
        "organisations": register.organisations,
        "programmes": register.programmes,
        "cooperation": register.cooperation,
        "places": [place.code.lower() for place in register.places_in_use()],
        "data": [*datasets, *DERIVED_TABLES],
    }
    return {
        "/",
        *(addresses.page("", "", lang) for lang in LANGUAGES),
        *(
            addresses.page(section, "", lang)
            for section in addresses.SECTIONS
            for lang in LANGUAGES
        ),
        *(
            addresses.page("charts", words[lang], lang)
            for words in addresses.CHARTS.values()
            for lang in LANGUAGES
        ),
        *(
            addresses.page(section, slug, lang)
            for section, slugs_of_section in slugs.items()
            for slug in slugs_of_section
            for lang in LANGUAGES
        ),
        *(text.address for text in texts),
    }


def link_problems(
    texts: Collection[Text], pages: Set[str], sources: Mapping[str, list[str]]
) -> Iterator[Problem]:
    """A problem for each link within the site that leads to no page of `pages`, or to an id that
    its text does not have. `sources` are the lines of each text by its path.
    """
    anchors = {text.address: Anchors.parse(text.html) for text in texts}
    for text in texts:
        for link in anchors[text.address].links:
            if link is None or "://" in link:
                continue
            path, _, fragment = link.partition("#")
            target = _target(text.address, path)
            if target not in pages:
                right = Message(
                    N_("Link to a page of the site, such as %(example)s."),
                    {"example": addresses.example_of_a_link(text.kind, text.lang)},
                )
            elif fragment and target not in anchors:
                right = Message(N_("Link to the page alone; only the ids of texts are known here."))
            elif fragment and fragment not in anchors[target].ids:
                right = Message(N_("Link to an id that the text has."))
            else:
                continue
            what = Message(N_("The link %(link)s leads to nothing."), {"link": shown(link)})
            yield Problem(text.path, *place_of(link, sources[text.path]), "link", what, right)


def _target(address: str, path: str) -> str:
    """The address that a relative path opens on the page at an address; one that leaves the site
    begins with "/..".
    """
    target = posixpath.normpath(posixpath.join(address.lstrip("/"), path))
    return "/" if target == "." else f"/{target}/"
