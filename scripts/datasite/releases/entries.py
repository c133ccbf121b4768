"""What a release writes into files that people write too: the version and the day into
datasets/release.yaml, and a section into CHANGELOG.md.
"""

import re
from collections.abc import Mapping

from datasite.releases.versions import Reason

CHANGELOG = "CHANGELOG.md"
_UNRELEASED = re.compile(r"^## Unreleased\n", re.MULTILINE)
_NEXT = re.compile(r"^## ", re.MULTILINE)


def with_release(text: str, version: str, date: str) -> str:
    """release.yaml with another version and day; all else is as it was."""
    text = re.sub(r"^version:.*$", f"version: {version}", text, count=1, flags=re.MULTILINE)
    return re.sub(r"^released:.*$", f"released: {date}", text, count=1, flags=re.MULTILINE)


def with_section(
    changelog: str,
    version: str,
    date: str,
    reasons: tuple[Reason, ...],
    counts: Mapping[str, Mapping[str, int]],
) -> str:
    """The changelog with a section on the release below "Unreleased", before older sections."""
    lines = [f"## Data {version} – {date}", ""]
    lines += [f"- {reason.words[:1].upper()}{reason.words[1:]}." for reason in reasons]
    lines += [
        f"- `{name}`: " + ", ".join(f"{number} {kind}" for kind, number in of.items() if number)
        for name, of in counts.items()
    ]
    section = "\n".join(lines) + "\n"
    unreleased = _UNRELEASED.search(changelog)
    older = _NEXT.search(changelog, unreleased.end() if unreleased else 0)
    if older is None:
        return f"{changelog.rstrip()}\n\n{section}"
    return f"{changelog[: older.start()]}{section}\n{changelog[older.start() :]}"
