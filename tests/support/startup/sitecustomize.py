"""Python runs this first where this folder is on PYTHONPATH: the surroundings that the variable
SURROUNDINGS names are made.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import sandbox

del sys.path[0]
sandbox.surround(os.environ.get("SURROUNDINGS", ""))
