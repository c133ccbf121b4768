"""The frame of the one comment on a pull request: its title, which files need an owner, the link to
the run.

checks/reports.py writes the problems in it, report/text.py what changes. Both come from a run that
is not trusted, so both are set as code, in which nothing is a link, a mention or markup.
"""

from collections.abc import Mapping, Sequence

from datasite.checks import reports
from datasite.checks.reports import TranslatedProblem
from datasite.language.languages import LANGUAGES
from datasite.language.localization import Language
from datasite.problems import N_, N_n

# The first line, by which the comment is recognised; people do not see it.
MARK = "<!-- kto-z-kim-za-ile: check of a change -->"
MOST_PATHS = 30
CHANGES_LENGTH = 20_000  # characters of the text of changes
COMMENT_TITLE = N_("Check of the change")
NO_REPORT = N_("The check left no report; see its run.")
MORE_THAN_DATA = N_(
    "The change touches more than data, so an owner must approve it. Trust this report no more than"
    " the change itself."
)
WHAT_CHANGES = N_("What changes")
THE_RUN = N_("The run of the check, with a preview of the site for some days")


def write_comment(
    problems: Sequence[TranslatedProblem] | None,
    other_files: Sequence[str],
    changes: str,
    run: str,
    languages: Mapping[str, Language],
) -> str:
    """The comment in both languages, as Markdown.

    `problems` is None where the check left no report; `other_files` are paths of files that are no
    data; `changes` is the plain text of report/text.py, or blank; `run` is the address of the run.
    """

    def say(message: str) -> str:
        return " · ".join(languages[code].translations.gettext(message) for code in LANGUAGES)

    parts = [f"{MARK}\n### {say(COMMENT_TITLE)}\n"]
    if problems is None:
        parts.append(f"{say(NO_REPORT)}\n")
    else:
        parts.append(reports.markdown_report(problems, languages))
    if other_files:
        parts.append(f"**{say(MORE_THAN_DATA)}**\n")
        parts.append(
            "".join(f"- {reports.inline_code(path)}\n" for path in other_files[:MOST_PATHS])
        )
    if (left := len(other_files) - MOST_PATHS) > 0:
        forms = N_n("And %(count)d more file.", "And %(count)d more files.")
        parts.append(f"{reports.in_each(languages, forms, left)}\n")
    if changes:
        parts.append(
            f"<details><summary>{say(WHAT_CHANGES)}</summary>\n\n"
            f"{reports.code_block(_cut(changes))}\n</details>\n"
        )
    parts.append(f"[{say(THE_RUN)}]({run})\n")
    return "\n".join(parts)


def _cut(text: str) -> str:
    text = text.rstrip("\n")
    if len(text) <= CHANGES_LENGTH:
        return text
    return text[:CHANGES_LENGTH].rpartition("\n")[0] + "\n…"
