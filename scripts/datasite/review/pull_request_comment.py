"""What a check found and what a change touches in, the one comment on a pull request out: both
languages, inert Markdown, of limited length.
"""

from collections.abc import Mapping, Sequence

from datasite.checks import reports
from datasite.checks.reports import TranslatedProblem
from datasite.language.languages import LANGUAGES
from datasite.language.localization import Language
from datasite.problems import N_, N_n

# the first line, by which the comment is found again
MARK = "<!-- kto-z-kim-za-ile: check of a change -->"
MOST_PATHS = 30
TITLE = N_("Check of the change")
NO_REPORT = N_("The check has left no report; see its run.")
MORE_THAN_DATA = N_(
    "The change touches more than data, so an owner must approve it, and this report is to be"
    " trusted no more than the change is."
)
WHAT_CHANGES = N_("What changes")
THE_RUN = N_("The run; it keeps the preview of the site for some days")
CHANGES_LENGTH = 20_000  # characters of what changed


def comment(
    found: Sequence[TranslatedProblem] | None,
    others: Sequence[str],
    changes: str,
    run: str,
    languages: Mapping[str, Language],
) -> str:
    """`found` is None where the check left no report;

    `others` are files that are no data; `run` is the address of the run that keeps the preview.
    """

    def both(message: str) -> str:
        return " · ".join(languages[code].translations.gettext(message) for code in LANGUAGES)

    parts = [f"{MARK}\n### {both(TITLE)}\n"]
    parts.append(f"{both(NO_REPORT)}\n" if found is None else reports.markdown(found, languages))
    if others:
        parts.append(f"**{both(MORE_THAN_DATA)}**\n")
        parts.append("".join(f"- {reports.code(path)}\n" for path in others[:MOST_PATHS]))
        if (rest := len(others) - MOST_PATHS) > 0:
            parts.append(
                reports.in_each(
                    languages, N_n("And %(count)d more file.", "And %(count)d more files."), rest
                )
                + "\n"
            )
    if changes:
        parts.append(
            f"<details><summary>{both(WHAT_CHANGES)}</summary>\n\n{reports.block(_cut(changes))}\n</details>\n"
        )
    parts.append(f"[{both(THE_RUN)}]({run})\n")
    return "\n".join(parts)


def _cut(text: str) -> str:
    text = text.rstrip("\n")
    return (
        text if len(text) <= CHANGES_LENGTH else text[:CHANGES_LENGTH].rpartition("\n")[0] + "\n…"
    )
