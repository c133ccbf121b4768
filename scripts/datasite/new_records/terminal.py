"""The terminal of a person: plain lines, in colours where it has them."""

from contextlib import suppress

from rich.console import Console
from rich.table import Table
from rich.text import Text

from datasite.new_records.drafts import Draft
from datasite.problems import escaped

with suppress(ImportError):
    import readline  # noqa: F401  # input() then lets a line be edited; Windows has none

_STYLES = {"title": "bold", "hint": "dim", "wrong": "red"}


class Terminal:
    """Asks at standard input and shows at standard output."""

    def __init__(self) -> None:
        self._console = Console(highlight=False, soft_wrap=True)

    def say(self, text: str, style: str = "") -> None:
        """Show a line; `style` is one of "", "title", "hint", "wrong"."""
        self._console.print(Text(text, _STYLES.get(style, "")))

    def ask(self, prompt: str) -> str:
        """The line that is typed. Raises EOFError or KeyboardInterrupt if the person leaves."""
        return input(prompt)

    def show(self, draft: Draft) -> None:
        """Show the new rows with their numbers, each as a table of its filled cells."""
        for number, row in enumerate(draft.rows, 1):
            table = Table(
                title=f"{number}  {row.dataset}",
                title_justify="left",
                title_style="bold",
                show_header=False,
            )
            table.add_column()
            table.add_column(overflow="fold")  # show long values in full
            for name in draft.dataset(number - 1).header:
                if value := row.cells.get(name, ""):
                    table.add_row(name, Text("\n".join(map(escaped, value.split("\n")))))
            self._console.print(table)
