"""Show the site on this machine and rebuild it whenever data, prose, theme or code change.

A failed build is said; the last good one stays.
"""

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from livereload import Server

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent
WATCHED = ("datasets", "content", "theme", "scripts/datasite")


def rebuild() -> None:
    subprocess.call([sys.executable, str(ROOT / "scripts" / "build.py")])


@app.command()
def main(
    port: Annotated[int, typer.Option(help="The port on the loopback address.")] = 8000,
) -> None:
    """Serve output/ with live preview."""
    rebuild()
    server = Server()
    for name in WATCHED:
        server.watch(str(ROOT / name / "**"), rebuild)
    server.serve(root=str(ROOT / "output"), host="127.0.0.1", port=port)


if __name__ == "__main__":
    app()
