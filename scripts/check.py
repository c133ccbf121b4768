"""Check the data and the prose; print every problem, one a line, and exit 1 if there is any.

path:line:column  [rule]  what is wrong  what would be right
"""

from pathlib import Path
from typing import Annotated

import typer

from datasite import catalog, citing, i18n, model, prose
from datasite.problems import DataError, Problem

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent


def problems(root: Path) -> list[Problem]:
    """Those of the data; where it has none, those of the prose, which refers to it."""
    try:
        register = model.build(catalog.load(root))
        citing.read(root)
        return prose.check(root, register)
    except DataError as error:
        return error.problems


@app.command()
def main(
    lang: Annotated[str, typer.Option(help="The language of the messages: en or pl.")] = i18n.SOURCE_LANGUAGE,
    root: Annotated[Path, typer.Option(help="The folder that holds datasets/ and content/.", show_default=False)] = ROOT,
) -> None:
    """Check datasets/ and content/."""
    languages = i18n.load(ROOT)
    if lang not in languages:
        raise typer.BadParameter(f"no such language: {lang}; there are {', '.join(languages)}")
    translations = languages[lang].translations
    found = problems(root)
    for problem in found:
        typer.echo(problem.text(translations))
    if found:
        typer.echo(translations.ngettext("%(count)d problem.", "%(count)d problems.", len(found)) % {"count": len(found)}, err=True)
        raise typer.Exit(1)
    typer.echo(translations.gettext("No problems found."))


if __name__ == "__main__":
    app()
