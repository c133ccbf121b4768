"""Python runs this file first in every process that has this folder on PYTHONPATH.

It sets up the surroundings that the variable SURROUNDINGS names, and lets Ctrl-C work: a shell
that starts the tests in the background makes all processes below it ignore SIGINT.
"""

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import sandbox

del sys.path[0]
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
sandbox.surround(os.environ.get("SURROUNDINGS", ""))
