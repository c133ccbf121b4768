"""Bring the message files up to date with the templates and the code: new messages are added
without a translation, unused ones are deleted.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from datasite.checks.rules import RULES, rule_sentence
from datasite.language import languages
from datasite.language.languages import LANGUAGES
from datasite.language.localization import message_file

ROOT = Path(__file__).resolve().parent.parent
METHODS = [("scripts/**.py", "python"), ("theme/templates/**.html", "jinja2")]
OPTIONS = {
    "theme/templates/**.html": {
        "trimmed": "true",
        "extensions": "jinja2.ext.do",
        "silent": "false",
        "encoding": "utf-8",
    }
}


def extract_messages(root: Path) -> Catalog:
    """Every message of templates and code, and the sentences of the rules."""
    messages = Catalog(charset="utf-8", fuzzy=False)
    keywords = {"_": None, "gettext": None, "N_": None, "ngettext": (1, 2), "N_n": (1, 2)}
    for _, _, message, _, _ in extract_from_dir(
        str(root), METHODS, OPTIONS, keywords=keywords, comment_tags=(), directory_filter=_is_ours
    ):
        messages.add(message)
    for rule in RULES.values():
        messages.add(rule_sentence(rule))
    return messages


def _is_ours(folder: str) -> bool:
    return Path(folder).name not in {
        ".venv",
        "output",
        "tests",
        ".git",
        "node_modules",
    } and not Path(folder).name.startswith(".")


def update_messages(root: Path, code: str) -> bytes:
    """The message file of one language as it should be: sorted, without dates."""
    path = message_file(root, code)
    messages = (
        read_po(io.BytesIO(path.read_bytes()), locale=code)
        if path.exists()
        else Catalog(locale=code)
    )
    messages.update(extract_messages(root), no_fuzzy_matching=True)
    messages.obsolete.clear()
    updated = Catalog(
        locale=code,
        charset="utf-8",
        fuzzy=False,
        header_comment="# Messages of the site and of its checks.",
    )
    for message in messages:
        if message.id:
            updated.add(message.id, message.string)
    written = io.BytesIO()
    write_po(written, updated, sort_output=True, no_location=True, omit_header=False, width=0)
    lines = [
        line
        for line in written.getvalue().decode().splitlines()
        if not line.startswith(
            (
                '"POT-Creation',
                '"PO-Revision',
                '"Last-Translator',
                '"Language-Team',
                '"Project-Id',
                '"Report-Msgid',
                '"Generated-By',
            )
        )
    ]
    return ("\n".join(lines).rstrip() + "\n").encode()


def main() -> int:
    for code in LANGUAGES:
        if code != languages.SOURCE_LANGUAGE:
            path = message_file(ROOT, code)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(update_messages(ROOT, code))
            blank = sum(
                1
                for m in read_po(io.BytesIO(path.read_bytes()))
                if m.id and not all(m.string if isinstance(m.string, tuple) else (m.string,))
            )
            print(f"{path.relative_to(ROOT)}: {blank} blank")
    return 0


if __name__ == "__main__":
    sys.exit(main())
