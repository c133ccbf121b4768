"""The questions of `make new` without a terminal: a person who answers from a list."""

import re
from pathlib import Path

from datasite.language.localization import Language
from datasite.new_records.dialogue import Dialogue
from datasite.new_records.drafts import Draft
from datasite.new_records.prompter import Prompter
from datasite.new_records.register_files import open_draft
from datasite.problems import unlimited


class Person:
    """Answers questions in memory, from a list of FIELD|ANSWER in the order in which they are
    asked.
    """

    def __init__(self, answers: str) -> None:
        self.answers = [line.partition("|")[::2] for line in answers.strip().splitlines()]
        self.shown: list[str] = []

    def say(self, text: str, style: str = "") -> None:  # noqa: ARG002  # it sees no colours
        self.shown.append(text)

    def ask(self, prompt: str) -> str:
        self.shown.append(prompt)
        field, answer = self.answers.pop(0)
        assert re.match(rf"[^\n]*{re.escape(field)}", prompt), (prompt, field, self.shown[-12:])
        return answer

    def show(self, draft: Draft) -> None:
        self.shown.append(f"{len(draft.rows)} rows")


def hold_dialogue(
    mini: Path, language: Language, kind: str, answers: str
) -> tuple[Person, Draft, bool]:
    """The person after the last answer, the draft, and whether it is to be written."""
    draft = open_draft(mini, unlimited, "2020-02-29", kind)
    person = Person(answers)
    dialogue = Dialogue(Prompter(person, language), draft, read_page=lambda name: {})
    agreed = dialogue.ask_record()
    assert not person.answers
    return person, dialogue.draft, agreed
