"""Questions and sentences in the language of the person at the terminal."""

from dataclasses import dataclass

from datasite.language.localization import Language
from datasite.new_records.terminal import Terminal
from datasite.problems import N_, Message, escaped
from datasite.tables.descriptor import Dataset, Field

BLANK, BACK = "-", "<"  # what may be typed instead of an answer
YES, NO = ("y", "yes", "t", "tak"), ("n", "no", "nie")


class BackError(Exception):
    """The person wants to answer the question before this one again."""


@dataclass(frozen=True)
class Prompter:
    """Asks and says at a terminal, in one language."""

    terminal: Terminal
    language: Language

    def ask(self, prompt: Message | str, usual: str = "") -> str:
        """The answer to a question of a row. Raises BackError."""
        answer = self.read(prompt, usual)
        if answer == BACK:
            raise BackError
        return "" if answer == BLANK else answer

    def confirm(self, question: Message, usual: str = "n") -> bool:
        """The answer to a question of yes or no; no if only Enter is pressed, unless `usual` says
        otherwise.
        """
        while True:
            asked = Message(N_("%(question)s (y/n)"), {"question": question})
            if (answer := self.read(asked, usual).lower()) in YES + NO:
                return answer in YES

    def read(self, prompt: Message | str, usual: str = "") -> str:
        """Read an answer; the usual one if only Enter is pressed."""
        words = self.text(prompt) if isinstance(prompt, Message) else prompt
        brackets = f" [{escaped(usual)}]" if usual else ""
        return self.terminal.ask(f"{words}{brackets}: ").strip() or usual

    def heading(self, asked: Dataset | Field) -> None:
        """Show the title of a dataset or field, and below it what it holds."""
        self.terminal.say(f"\n{escaped(asked.title[self.language.code])}", "title")
        self.terminal.say(escaped(asked.description[self.language.code]), "hint")

    def say(self, message: Message | str, style: str) -> None:
        """Show a message; one without values may be its template alone."""
        words = message if isinstance(message, Message) else Message(message)
        self.terminal.say(self.text(words), style)

    def text(self, message: Message) -> str:
        """The message in the language of the person."""
        return message.text(self.language.translations)
