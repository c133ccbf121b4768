"""Every command ends with one line on stderr and an exit code, for any exception."""

import pytest
import typer

from datasite import command_line
from datasite.command_line import CallError, Exit, SurroundingsError, reports_errors


def ended(error: BaseException, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code and the words of a command that raises an error."""

    @reports_errors
    def command(debug: bool = False) -> None:
        raise error

    with pytest.raises(typer.Exit) as end:
        command()
    return end.value.exit_code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (CallError("no base is named"), Exit.SETTING, "no base is named\n"),
        (SurroundingsError("GitHub is away"), Exit.SURROUNDINGS, "GitHub is away\n"),
        (OSError(28, "No space left"), Exit.SURROUNDINGS, "The system says: [Errno 28] No space"),
        (ValueError("a\nb"), Exit.FAULT, "A fault of the program: ValueError: a b."),
        (KeyboardInterrupt(), Exit.STOPPED, "Stopped.\n"),
    ],
)
def test_an_error_ends_in_one_line_and_a_code(
    error: BaseException, code: Exit, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    exit_code, text = ended(error, capsys)
    assert exit_code == code
    assert text.startswith(words)
    assert text.count("\n") == 1


def test_ctrl_c_has_the_code_that_shells_give_it() -> None:
    assert Exit.STOPPED == 130


def test_an_end_that_is_meant_is_left_alone() -> None:
    @reports_errors
    def command(debug: bool = False) -> None:
        raise typer.Exit(Exit.DATA)

    with pytest.raises(typer.Exit) as end:
        command()
    assert end.value.exit_code == Exit.DATA


def test_an_option_must_have_a_value_that_there_is() -> None:
    command_line.require_choice("language", "pl", ("pl", "en"))
    with pytest.raises(typer.BadParameter, match="no such language: de; there are pl, en"):
        command_line.require_choice("language", "de", ("pl", "en"))
