"""llms.txt: what the register is, for language models and those who write programs with them, in
the form of https://llmstxt.org/.

Its links come from the declarations of pages, feeds, files and tables.
"""

from collections.abc import Iterable, Iterator

from datasite.language.languages import SOURCE_LANGUAGE, text_language
from datasite.pages.feeds import feed_list, subjects
from datasite.pages.page import Site
from datasite.pages.types import PAGE_TYPES
from datasite.pages.types.data import for_programs
from datasite.publication import addresses, citations
from datasite.publication.identity import DESCRIPTION, LICENCE, RIGHTS, TITLE

FILE = "llms.txt"
_LANG = SOURCE_LANGUAGE
_RULES = (
    "Each value has a source. It is in `source_id` of its row, or in the table `statements` for a"
    " value of another source, for one that sources dispute and for one that is deduced. Name the"
    " source with the value.",
    "What is blank or null is not stated by any source that we read. It is not zero and not"
    " guessed, and nothing is computed in its place.",
    "An amount is exact only where `qualifier` is `exact`. Exact and approximate amounts are never"
    " added, nor are amounts of different currencies, kinds or stages. No currency is converted.",
    "One project may have several amounts: a plan, an agreement, a grant within the total. They"
    " are not parts of one sum. Where there are several for the same thing, `preferred` marks the"
    " one to show. An amount with `joint_id` is of several projects and counts once.",
    "With a sum, say which amounts it leaves out; the page of the data has a recipe for each sum"
    " of the site.",
    "In JSON, amounts are strings of digits, so that no program rounds them. A date may be a year"
    " or a month alone.",
    "This is not an official register.",
)
_POLISH = (
    "Po polsku: strony i opisy są w obu językach, dane są te same. Polska wersja zaczyna się pod"
    " adresem {}."
)


def build_llms_text(site: Site) -> bytes:
    """The file in English, with a line in Polish."""
    language, address = site.languages[_LANG], site.site_url
    work = citations.whole_register(_LANG, address)
    sections = {
        "Whole data": _files(site, ((f.name, f.use[_LANG]) for f in site.packages[0].files)),
        "Descriptions for programs": _files(
            site, ((file.name, file.use[_LANG]) for file in for_programs(site))
        ),
        "Tables": _tables(site, of_codes=False),
        "What changed, feeds": _feeds(site),
        "Pages": _pages(site),
        "Optional": _tables(site, of_codes=True),  # what may be left out, by this name
    }
    lines = [
        f"# {TITLE[_LANG]}",
        "",
        f"> {DESCRIPTION[_LANG]}",
        "",
        f"Version {site.release.version} of {site.release.released}. All files are static: there"
        " are no queries, keys or limits. Identifiers and addresses do not change.",
        "",
        "Rules for using the data:",
        "",
        *(f"- {rule}" for rule in _RULES),
        "",
        f"Licence: {LICENCE['title']} ({LICENCE['path']}). {RIGHTS[_LANG]}",
        "",
        f"Cite as: {citations.sentence(site.release, language, work)}",
        "",
    ]
    if "pl" in site.languages:
        home = address + addresses.page("", "", "pl")
        lines += [_POLISH.format(home), ""]
    for heading, links in sections.items():
        lines += [f"## {heading}", "", *links, ""]
    return "\n".join(lines).encode()


def _link(site: Site, name: str, path: str, words: str) -> str:
    return f"- [{name}]({site.site_url}{path}): {words}"


def _files(site: Site, files: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, use in files:
        yield _link(site, name, f"/data/{name}", use)


def _tables(site: Site, *, of_codes: bool) -> Iterator[str]:
    """The CSV of each table, and its page, which has its fields and all its files."""
    for dataset in (table.dataset for table in site.packages[0].tables):
        if (dataset.group == "codelist") != of_codes:
            continue
        path = f"/data/{dataset.name}.csv"
        page = site.site_url + addresses.page("data", dataset.name, _LANG)
        words = f"{dataset.title[_LANG]}. {dataset.description[_LANG]} [Fields]({page})"
        yield _link(site, path.rpartition("/")[2], path, words)


def _feeds(site: Site) -> Iterator[str]:
    for subject in subjects.of_the_site(site):
        for form in subject.forms:
            path = f"/{subject.path(_LANG, form)}"
            yield _link(site, f"{subject.name[_LANG]}, {form}", path, subject.description[_LANG])
    yield _link(site, feed_list.FILE, f"/{feed_list.path(_LANG)}", "The list of all feeds (OPML).")


def _pages(site: Site) -> Iterator[str]:
    """The index of each section, and the pages of text."""
    language = site.languages[_LANG]
    for index in (page_type for page_type in PAGE_TYPES if page_type.label):
        path = addresses.page(index.section, "", _LANG)
        yield _link(site, index.title(None, language), path, index.description(None, language))
    for text in site.texts:
        if text.kind == "pages" and text.lang == text_language(_LANG):
            yield _link(site, text.title, text.address, text.summary)
