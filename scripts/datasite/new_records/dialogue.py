"""The questions about a record, asked one at a time; each answer is checked at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from datasite import matching
from datasite.language.localization import Language
from datasite.new_records import forms, questions
from datasite.new_records.draft_checks import WrongAnswer, draft_problems, row_problems
from datasite.new_records.drafts import Draft, NewRow
from datasite.new_records.questions import RECORD_KINDS
from datasite.new_records.record_file import ReadPage
from datasite.new_records.terminal import Terminal
from datasite.problems import N_, Message, N_n, escaped
from datasite.sources import web_page
from datasite.tables.descriptor import Dataset, Field

BLANK, NEW, BACK, END = "-", "+", "<", "."  # what may be typed instead of an answer
YES, NO = ("y", "yes", "t", "tak"), ("n", "no", "nie")
SHORT_LIST = 16  # codes that are listed before anything is typed
ROUNDS = 3  # of correcting a row before its problems are left to the end


@dataclass(eq=False)
class _RowDroppedError(Exception):
    """The row that is being asked for is given up; `key` is that of the record there already."""

    key: str = ""


@dataclass
class Dialogue:
    """One conversation. The draft grows with each answer."""

    terminal: Terminal
    language: Language
    draft: Draft
    read_page: ReadPage

    def ask_record(self, kind: str) -> bool:
        """Ask for a whole record; whether it is to be written."""
        self._say(
            N_(
                "Enter accepts the value in brackets; - leaves a field blank; < drops the row;"
                " Ctrl-C ends and writes nothing."
            ),
            "hint",
        )
        for name in RECORD_KINDS[kind]:
            self._ask_rows(kind, self.draft.base.datasets[name])
        return self._confirm_rows()

    def _ask_rows(self, kind: str, dataset: Dataset) -> None:
        """Ask for the rows of one dataset; the record itself is a single row."""
        question = N_("%(dataset)s: is there anything to add?")
        words = {"dataset": dataset.title[self.language.code]}
        is_needed = questions.is_needed(kind, dataset.name)
        while is_needed or self._confirm(Message(question, words)):
            before = self.draft
            key = self._ask_row(dataset, questions.key_of_owner(kind, before, dataset))
            if self.draft is not before:
                if dataset.name == RECORD_KINDS[kind][0]:
                    return
                is_needed, question = False, N_("%(dataset)s: one more?")
            elif key:
                again = N_("%(record)s already exists. Describe another one, or end with Ctrl-C.")
                self._say(Message(again, {"record": key}), "wrong")

    def _ask_row(self, dataset: Dataset, given: Mapping[str, str]) -> str:
        """Ask for one row, and for new ones that it points to.

        Returns its key, or that of the record that there is already, or a blank if it is given up.
        """
        before, index = self.draft, len(self.draft.rows)
        self.draft = before.with_row(NewRow(dataset.name, given))
        self._heading(dataset)
        try:
            if dataset.name == "sources":
                self.draft = self.draft.with_answers(index, self._ask_page())
            for name in questions.asked_fields(dataset):
                if name not in given:
                    self._ask_field(index, name)
            for _ in range(ROUNDS):
                wrong = row_problems(self.draft, index)
                for answer in [answer for answer in wrong if answer.field not in given][:1]:
                    self._report(answer)
                    self._ask_field(index, answer.field)
        except _RowDroppedError as dropped:
            self.draft = before
            return dropped.key
        return self.draft.rows[index].cells[dataset.primary_key[0]]

    def _ask_page(self) -> Mapping[str, str]:
        """Ask for the saved page of a source; its values by field, empty if no page was saved."""
        self._say(
            N_(
                "If you saved the page, name the file: its title, date and hash are read from it."
                " If not, press Enter."
            ),
            "hint",
        )
        while name := self._ask(Message(N_("saved page"))):
            try:
                return self.read_page(name)
            except OSError as error:
                self._say(web_page.unreadable_page(name, error), "wrong")
        return {}

    def _ask_field(self, index: int, name: str) -> None:
        """Ask for one field until the answer is right."""
        dataset = self.draft.dataset(index)
        field = dataset.field(name)
        self._heading(field)
        if field.example and not field.enum and not dataset.target(name):
            self._say(Message(N_("For example: %(example)s"), {"example": field.example}), "hint")
        answered = self.draft.rows[index].cells.get(name)
        usual = answered or questions.suggest_answer(self.draft, index, name)
        while True:
            value = self._ask_value(dataset, name, usual)
            before, self.draft = self.draft, self.draft.with_answers(index, {name: value})
            wrong = [answer for answer in row_problems(self.draft, index) if answer.field == name]
            if not wrong:
                break
            for answer in wrong:
                self._report(answer)
            self.draft = before
        own = before.rows[index].cells.get(dataset.primary_key[0], "")
        key = questions.same_name(before.catalog, dataset.name, name, value)
        if key not in ("", own):
            there = N_("There is already %(name)s (%(key)s). Is this another one?")
            words = {"name": self._called(dataset.name, key), "key": key}
            if not self._confirm(Message(there, words)):
                raise _RowDroppedError(key)

    def _ask_value(self, dataset: Dataset, name: str, usual: str) -> str:
        field, target = dataset.field(name), dataset.target(name)
        if questions.is_list(dataset.name, name):
            keys: dict[str, None] = {}
            while key := self._choose(name, name, ""):
                keys[key] = None
            return ", ".join(keys)
        if forms.is_multiline(dataset.name, name):
            return self._ask_lines(name)
        if target:
            return self._choose(name, target, usual)
        if codes := field.enum or (("true", "false") if field.type == "boolean" else ()):
            self.terminal.say(", ".join(codes), "hint")
        return self._ask(name, usual)

    def _ask_lines(self, name: str) -> str:
        self._say(N_("Write as many lines as you like; end with a full stop alone."), "hint")
        lines: list[str] = []
        while (line := self.terminal.ask("… " if lines else f"{name}: ").rstrip()) != END:
            if line == BACK:
                raise _RowDroppedError
            lines.append(line)
        return "\n".join(lines).strip()

    def _choose(self, name: str, target: str, usual: str) -> str:
        """A key of another dataset: a number of the list that was shown last, the key itself, or
        words that are searched for. Blank if nothing is chosen.
        """
        dataset = self.draft.base.datasets[target]
        may_be_new = target in questions.MAY_BE_NEW
        names = questions.record_names(self.draft.catalog, target)
        is_short = len(names) <= SHORT_LIST and dataset.group == "codelist"
        listed = list(names) if is_short else []
        self._list(target, listed)
        if may_be_new:
            self._say(N_("Write a part of the name, or + for a new one."), "hint")
        elif not listed:
            self._say(N_("Write a part of the name."), "hint")
        while True:
            answer = self._ask(name, usual)
            if answer == NEW and may_be_new:
                if key := self._ask_row(dataset, {}):
                    return key
                names = questions.record_names(self.draft.catalog, target)
            elif answer in names or not answer:
                return answer
            elif answer.isdecimal() and 1 <= int(answer) <= len(listed):
                return listed[int(answer) - 1]
            elif listed := matching.search(answer, names):
                self._list(target, listed)
                self._say(N_("Write the number of the one you mean."), "hint")
            else:
                self._say(N_("Nothing matches."), "wrong")

    def _list(self, target: str, keys: list[str]) -> None:
        for number, key in enumerate(keys, 1):
            self.terminal.say(f"  {number}  {key} – {self._called(target, key)}")

    def _called(self, dataset: str, key: str) -> str:
        """The name of a record in the language of the questions."""
        row, lang = self.draft.catalog.by_key[dataset][key], self.language.code
        fields = (f"name_{lang}", f"title_{lang}", f"label_{lang}", "title", "as_printed")
        return escaped(next(filter(None, map(row.cells.get, fields)), key))

    def _confirm_rows(self) -> bool:
        """Show the rows and what is wrong with them, and ask whether to write them."""
        while True:
            self.terminal.show(self.draft)
            wrong = draft_problems(self.draft)
            for answer in wrong:
                self._report(answer)
            if wrong:
                one, many = N_n(
                    "%(count)d problem remains; if you write the rows, the check will name it.",
                    "%(count)d problems remain; if you write the rows, the check will name them.",
                )
                self._say(Message(one, {"count": len(wrong)}, many), "wrong")
            question = N_(
                "Write it? y – yes, n – no, or the number of a row and a field to answer again,"
                " such as 1 title_pl"
            )
            match self._read(Message(question)).split():
                case [word] if word.lower() in YES + NO:
                    return word.lower() in YES
                case [number, name] if number.isdecimal():
                    self._ask_again(int(number) - 1, name)

    def _ask_again(self, index: int, name: str) -> None:
        """Ask for a field once more; what there was stays if the person gives it up."""
        if 0 <= index < len(self.draft.rows) and name in self.draft.dataset(index).header:
            before = self.draft
            try:
                self._ask_field(index, name)
            except _RowDroppedError:
                self.draft = before

    def _confirm(self, question: Message) -> bool:
        while True:
            asked = Message(N_("%(question)s (y/n)"), {"question": question})
            if (answer := self._read(asked, "n").lower()) in YES + NO:
                return answer in YES

    def _ask(self, prompt: Message | str, usual: str = "") -> str:
        """The answer to a question of a row. Raises _RowDroppedError."""
        answer = self._read(prompt, usual)
        if answer == BACK:
            raise _RowDroppedError
        return "" if answer == BLANK else answer

    def _read(self, prompt: Message | str, usual: str = "") -> str:
        """Read an answer; the usual one if only Enter is pressed."""
        words = self._text(prompt) if isinstance(prompt, Message) else prompt
        brackets = f" [{escaped(usual)}]" if usual else ""
        return self.terminal.ask(f"{words}{brackets}: ").strip() or usual

    def _heading(self, asked: Dataset | Field) -> None:
        self.terminal.say(f"\n{escaped(asked.title[self.language.code])}", "title")
        self.terminal.say(escaped(asked.description[self.language.code]), "hint")

    def _report(self, answer: WrongAnswer) -> None:
        problem = answer.problem
        if answer.index >= 0:
            where = f"{answer.index + 1} {self.draft.rows[answer.index].dataset}.{answer.field}"
        else:
            where = f"{problem.path}:{problem.line}"
        words = f"{self._text(problem.what)}  {self._text(problem.right)}"
        self.terminal.say(f"{where}  [{problem.rule}]  {words}".rstrip(), "wrong")

    def _say(self, message: Message | str, style: str) -> None:
        """Show a message; one without values may be its template alone."""
        words = message if isinstance(message, Message) else Message(message)
        self.terminal.say(self._text(words), style)

    def _text(self, message: Message) -> str:
        return message.text(self.language.translations)
