"""The commands of the Makefile."""

import re

from paths import ROOT

TARGETS = re.findall(
    r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
)
