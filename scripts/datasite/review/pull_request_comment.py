"""The frame of the one comment on a pull request: its title, which files need an owner, the link to
the run.

checks/reports.py writes the problems in it, report/text.py what changes. Both come from a run that
is not trusted, so both are set as code, in which nothing is a link, a mention or markup.
"""

from collections.abc import Mapping, Sequence

from datasite.checks import reports
from datasite.checks.reports import ProblemReport
from datasite.language.languages import LANGUAGES
from datasite.language.localization import Language
from datasite.problems import N_, N_n

# The first line, by which the comment is recognised; people do not see it.
MARK = "<!-- kto-z-kim-za-ile: check of a change -->"
COMMENT_LENGTH = 65_000  # characters; GitHub takes 65,536
MOST_PATHS = 30
PATH_LENGTH = 200
COMMENT_TITLE = N_("Check of the change")
NO_REPORT = N_("The check left no report; see its run.")
MORE_THAN_DATA = N_(
    "The change touches more than data, so an owner must approve it. Trust this report no more than"
    " the change itself."
)
WHAT_CHANGES = N_("What changes")
CUT = N_("The rest did not fit here; see the run of the check.")
THE_RUN = N_("The run of the check, with a preview of the site for some days")


def write_comment(
    problems: ProblemReport | None,
    other_files: Sequence[str],
    changes: str,
    run: str,
    languages: Mapping[str, Language],
) -> str:
    """The comment in both languages, as Markdown of at most COMMENT_LENGTH characters.

    `problems` is None where the check left no report; `other_files` are paths of files that are no
    data; `changes` is the plain text of report/text.py, or blank; `run` is the address of the run.
    """

    def say(message: str) -> str:
        return " · ".join(languages[code].translations.gettext(message) for code in LANGUAGES)

    parts = [f"{MARK}\n### {say(COMMENT_TITLE)}\n"]
    if problems is None:
        parts.append(f"{say(NO_REPORT)}\n")
    else:
        parts.append(reports.markdown_report(problems.problems, languages, count=problems.count))
    if other_files:
        parts.append(f"**{say(MORE_THAN_DATA)}**\n")
        parts.append("".join(f"- {_path(path)}\n" for path in other_files[:MOST_PATHS]))
    if (left := len(other_files) - MOST_PATHS) > 0:
        forms = N_n("And %(count)d more file.", "And %(count)d more files.")
        parts.append(f"{reports.in_each(languages, forms, left)}\n")
    link = f"[{say(THE_RUN)}]({run})\n"
    if changes:
        space = COMMENT_LENGTH - sum(len(part) + 1 for part in (*parts, link))
        parts.append(_folded(say(WHAT_CHANGES), changes.rstrip("\n"), say(CUT), space))
    return "\n".join([*filter(None, parts), link])


def _path(path: str) -> str:
    safe = reports.code_text(path)
    return reports.inline_code(safe if len(safe) <= PATH_LENGTH else f"{safe[: PATH_LENGTH - 1]}…")


def _folded(title: str, text: str, cut: str, space: int) -> str:
    """Text as a block of code that opens at a click, as much of it as the space holds, and
    then the sentence `cut`.
    """
    frame = "<details><summary>{}</summary>\n\n{}{}\n</details>\n"
    whole = frame.format(title, reports.code_block(text), "")
    if len(whole) <= space:
        return whole
    lines, left = [], space - len(frame.format(title, reports.code_block(""), f"\n{cut}\n")) - 20
    for line in map(reports.code_text, text.split("\n")):
        lines.append(line[: max(0, left)])
        left -= len(line) + 1
        if left < 0:
            break
    return frame.format(title, reports.code_block("\n".join(lines)), f"\n{cut}\n")
