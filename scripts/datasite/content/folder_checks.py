"""The checks of content/ as a whole: what it holds, which texts must be there, and that each has
its versions in every language and an address of its own.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from pathlib import Path

from datasite.content.front_matter import ALLOWED
from datasite.content.html_checks import Anchors
from datasite.content.reader import TextPath
from datasite.content.text import Text
from datasite.language.languages import TEXT_LANGUAGES
from datasite.problems import N_, Message, Problem, shown
from datasite.publication.release import Release

FOLDER = "content"
# The texts of content/pages that templates link to, and the ids to which they do.
LINKED: Mapping[str, tuple[str, ...]] = {"about": ("dash",)}


def list_texts(root: Path) -> tuple[dict[TextPath, Path], list[Problem]]:
    """The files of the texts of `root`/content, sorted by path, and a problem for everything else
    there; links are not followed.
    """
    content = root / FOLDER
    if content.is_symlink() or (content.exists() and not content.is_dir()):
        what = Message(N_("This is no folder."))
        right = Message(N_("Put a folder of its own in its place."))
        return {}, [Problem.of_file(FOLDER, "prose-file", what, right)]
    files: dict[TextPath, Path] = {}
    problems = []
    for file in sorted(content.rglob("*")) if content.is_dir() else ():
        if file.is_dir() and not file.is_symlink():
            continue
        path = file.relative_to(root).as_posix()
        of_file = TextPath.parse(path)
        if file.is_symlink() or not file.is_file() or not of_file:
            problems.append(_not_a_text(path))
        else:
            files[of_file] = file
    return files, problems


def _not_a_text(path: str) -> Problem:
    where = f"content/{{{','.join(ALLOWED)}}}/NAME.{{{','.join(TEXT_LANGUAGES)}}}.md"
    return Problem.of_file(
        path,
        "prose-file",
        Message(N_("This file does not belong in content/.")),
        Message(N_("Texts are plain files %(where)s."), {"where": where}),
    )


def twin_problems(written: Set[TextPath]) -> Iterator[Problem]:
    """A problem for each version of a text that is missing in a language."""
    for of_file in written:
        for missing in TEXT_LANGUAGES:
            if of_file._replace(lang=missing) not in written:
                what = Message(
                    N_("The text has no version in the language %(lang)s."), {"lang": missing}
                )
                right = Message(N_("Write the same text in every language."))
                yield Problem.of_file(of_file.path, "no-twin", what, right)


def address_problems(texts: Iterable[Text]) -> Iterator[Problem]:
    """A problem for each text whose address another has."""
    first: dict[str, str] = {}
    for text in sorted(texts, key=lambda t: (t.kind, t.name)):
        owner = first.setdefault(text.address, text.name)
        if owner != text.name:
            yield Problem.of_file(
                text.path,
                "same-address",
                Message(
                    N_("The slug %(slug)s is also that of %(other)s."),
                    {"slug": shown(text.slug), "other": owner},
                ),
                Message(N_("Each text needs an address of its own.")),
            )


def missing_problems(written: Collection[TextPath], texts: Iterable[Text]) -> Iterator[Problem]:
    """A problem for each text, and each id of one, that pages link to and that is not there.

    `written` are all texts, also those that could not be read as one of `texts`.
    """
    for name in LINKED:
        for lang in TEXT_LANGUAGES:
            if (wanted := TextPath("pages", name, lang)) not in written:
                what = Message(N_("Pages link to this text, and it is missing."))
                right = Message(N_("Write it, or give it back its name."))
                yield Problem.of_file(wanted.path, "missing-text", what, right)
    for text in texts:
        wanted_ids = LINKED.get(text.name, ()) if text.kind == "pages" else ()
        for name in sorted({*wanted_ids} - {*Anchors.parse(text.html).ids}):
            what = Message(N_("Pages link to the id %(id)s of this text."), {"id": shown(name)})
            right = Message(N_("Write %(mark)s after its heading."), {"mark": f"{{#{name}}}"})
            yield Problem.of_file(text.path, "missing-text", what, right)


def late_news(root: Path, release: Release) -> list[Problem]:
    """A problem for each news item of `root` that is more than a year later than the release. There
    is no clock to compare it with.
    """
    return [
        Problem.of_file(
            of_file.path,
            "after-release",
            Message(
                N_("The day %(day)s is more than a year after the release of %(released)s."),
                {"day": str(of_file.date), "released": release.released},
            ),
            Message(N_("Correct the day, or bring datasets/release.yaml up to date.")),
        )
        for of_file in list_texts(root)[0]
        if of_file.date and release.is_long_before(of_file.date)
    ]
