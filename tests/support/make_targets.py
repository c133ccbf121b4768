"""The commands of the Makefile, each with its description in Polish and in English."""

import re

from paths import ROOT

RULE = re.compile(r"((?:^#: .*\n)*)^([a-z]+):(?!=)", re.MULTILINE)
DESCRIPTIONS: dict[str, list[str]] = {
    name: [line.removeprefix("#: ") for line in comments.splitlines()]
    for comments, name in RULE.findall((ROOT / "Makefile").read_text(encoding="utf-8"))
}
TARGETS = list(DESCRIPTIONS)
