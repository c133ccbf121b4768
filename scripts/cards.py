"""Draw the share cards that are missing or out of date into theme/cards, and delete old ones."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from datasite import command_line
from datasite.cards.contents import all_cards, general_card
from datasite.cards.kept import FOLDER, kept_files, superseded
from datasite.cards.pictures import card_picture
from datasite.cards.typefaces import make_typefaces
from datasite.checks.catalog_checks import load_catalog
from datasite.language.languages import SOURCE_LANGUAGE
from datasite.language.localization import load_languages
from datasite.model.builder import build_register
from datasite.problems import ProblemsError
from datasite.tables.safe_write import files_state, write_files

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent
THEME = Path("theme")
FONTS = THEME / "static" / "fonts"
GENERAL = "theme/static/img/share.png"


def draw_cards(root: Path) -> tuple[int, int]:
    """Bring the cards of the folder `root` up to date: how many were drawn, and how many deleted.

    Each is written as soon as it is drawn. Raises ProblemsError where the data have problems.
    """
    register = build_register(load_catalog(root, command_line.file_time_limit))
    languages = load_languages(root)
    cards = all_cards(register, languages)
    there = kept_files(root / THEME / FOLDER)
    missing = {
        (THEME / FOLDER / card.file).as_posix(): card
        for card in cards.values()
        if card.file not in there
    }
    typer.echo(f"Share cards to draw: {len(missing)}.")
    with tempfile.TemporaryDirectory() as folder:
        faces = make_typefaces(root / FONTS, Path(folder))
        written = [
            _write(root, path, card_picture(card, faces))
            for path, card in {**missing, GENERAL: general_card(languages)}.items()
        ]
    old = superseded(there, cards)
    for file in old:
        (root / THEME / FOLDER / file).unlink()
    return sum(written), len(old)


def _write(root: Path, path: str, picture: bytes) -> bool:
    """Write a picture where the file does not hold it already; whether it was written."""
    before = files_state(root, (path,))
    if before[path] == picture:
        return False
    write_files(root, {path: picture}, before)
    return True


@app.command()
@command_line.reports_errors
def main(
    root: Annotated[
        Path, typer.Option(help="The folder that holds datasets/ and theme/.", show_default=False)
    ] = ROOT,
    debug: command_line.Debug = False,
) -> None:
    """Draw the share cards into theme/cards."""
    command_line.stop_in_order()
    try:
        drawn, deleted = draw_cards(root.absolute())
    except ProblemsError as error:
        language = load_languages(ROOT)[SOURCE_LANGUAGE]
        command_line.print_problems(error.problems, language, err=True)
        raise typer.Exit(command_line.exit_code(error.problems)) from error
    typer.echo(f"Share cards: {drawn} drawn, {deleted} deleted.")


if __name__ == "__main__":
    app()
