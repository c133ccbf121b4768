"""The questions about a record, asked one at a time; each answer is checked at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from datasite import matching
from datasite.new_records import forms, questions
from datasite.new_records.draft_checks import WrongAnswer, draft_problems, row_problems
from datasite.new_records.drafts import Draft, NewRow
from datasite.new_records.likeness_questions import DISTINCT, questions_on_projects
from datasite.new_records.prompter import BACK, NO, YES, BackError, Prompter
from datasite.new_records.questions import RECORD_KINDS
from datasite.new_records.record_file import PAGE, ReadPage
from datasite.problems import N_, Message, N_n, escaped
from datasite.sources import web_page
from datasite.tables.descriptor import Dataset

NEW, END = "+", "."  # what may be typed instead of an answer
SHORT_LIST = 16  # codes that are listed before anything is typed
ROUNDS = 3  # of correcting a row before its problems are left to the end


@dataclass(eq=False)
class _RowDroppedError(Exception):
    """The row that is being asked for is given up; `key` is that of the record there already."""

    key: str = ""


@dataclass
class Dialogue:
    """One conversation. The draft grows with each answer."""

    person: Prompter
    draft: Draft
    read_page: ReadPage

    def ask_record(self) -> bool:
        """Ask for a whole record; whether it is to be written."""
        self.person.say(
            N_(
                "Enter accepts the value in brackets; - leaves a field blank; < goes back to the"
                " question before; Ctrl-C ends and keeps the answers. At the end all rows are"
                " shown, and any field can be answered again."
            ),
            "hint",
        )
        for name in RECORD_KINDS[self.draft.kind]:
            self._ask_rows(self.draft.base.datasets[name])
            if not self._tell_apart():
                return False
        return self._confirm_rows()

    def _ask_rows(self, dataset: Dataset) -> None:
        """Ask for the rows of one dataset; the record itself is a single row."""
        question = N_("%(dataset)s: is there anything to add?")
        words = {"dataset": dataset.title[self.person.language.code]}
        before = self.draft
        is_needed = questions.is_needed(before.kind, dataset.name)
        while is_needed or self.person.confirm(Message(question, words)):
            before = self.draft
            key = self._ask_row(dataset, questions.key_of_owner(before, dataset))
            if self.draft is not before:
                if dataset.name == RECORD_KINDS[before.kind][0]:
                    return
                is_needed, question = False, N_("%(dataset)s: one more?")
            elif key:
                again = N_("%(record)s already exists. Describe another one, or end with Ctrl-C.")
                self.person.say(Message(again, {"record": key}), "wrong")

    def _ask_row(self, dataset: Dataset, given: Mapping[str, str]) -> str:
        """Ask for one row, and for new ones that it points to.

        Returns its key, or that of the record that there is already, or a blank if it is given up.
        """
        before, index, at = self.draft, len(self.draft.rows), 0
        self.draft = before.with_row(NewRow(dataset.name, given))
        self.person.heading(dataset)
        names = [PAGE] if dataset.name == "sources" else []
        names += [name for name in questions.asked_fields(dataset) if name not in given]
        most = len(names) + ROUNDS
        try:
            while at < len(names):
                at = self._ask_in_turn(index, names, at)
                if at == len(names) < most:
                    names += self._field_to_correct(index, names)
        except _RowDroppedError as dropped:
            self.draft = before
            return dropped.key
        return self.draft.rows[index].cells[dataset.primary_key[0]]

    def _ask_in_turn(self, index: int, names: Sequence[str], at: int) -> int:
        """Ask for a field of a row; the place of the next one. Raises _RowDroppedError."""
        try:
            if names[at] == PAGE:
                self.draft = self.draft.with_answers(index, self._ask_page())
            else:
                self._ask_field(index, names[at])
        except BackError:
            row = self.draft.rows[index]
            drop = Message(N_("Drop this row of %(dataset)s?"), {"dataset": row.dataset})
            if at == 0 and (not any(map(row.cells.get, names)) or self.person.confirm(drop)):
                raise _RowDroppedError from None
            return max(at - 1, 0)
        return at + 1

    def _field_to_correct(self, index: int, names: Sequence[str]) -> list[str]:
        """The field of the first problem of a row, if there is one; the problem is shown."""
        wrong = [answer for answer in row_problems(self.draft, index) if answer.field in names][:1]
        for answer in wrong:
            self._report(answer)
        return [answer.field for answer in wrong]

    def _ask_page(self) -> Mapping[str, str]:
        """Ask for the saved page of a source; its values by field, empty if no page was saved."""
        self.person.say(
            N_(
                "If you saved the page, name the file: its title, date and hash are read from it."
                " If not, press Enter."
            ),
            "hint",
        )
        while name := self.person.ask(Message(N_("saved page"))):
            try:
                return self.read_page(name)
            except OSError as error:
                self.person.say(web_page.unreadable_page(name, error), "wrong")
        return {}

    def _ask_field(self, index: int, name: str) -> None:
        """Ask for one field until the answer is right."""
        dataset = self.draft.dataset(index)
        field = dataset.field(name)
        self.person.heading(field)
        if field.example and not field.enum and not dataset.target(name):
            self.person.say(
                Message(N_("For example: %(example)s"), {"example": field.example}), "hint"
            )
        answered = self.draft.rows[index].cells.get(name)
        usual = answered or questions.suggest_answer(self.draft, index, name)
        target = name if questions.is_list(dataset.name, name) else dataset.target(name)
        listed = self._offer(target) if target else []
        while True:
            value = self._ask_value(dataset, name, usual, listed)
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
            if not self.person.confirm(Message(there, words)):
                raise _RowDroppedError(key)

    def _ask_value(self, dataset: Dataset, name: str, usual: str, listed: list[str]) -> str:
        field = dataset.field(name)
        if questions.is_list(dataset.name, name):
            keys: dict[str, None] = {}
            while key := self._choose(name, name, "", listed):
                keys[key] = None
            return ", ".join(keys)
        if forms.is_multiline(dataset.name, name):
            return self._ask_lines(name)
        if target := dataset.target(name):
            return self._choose(name, target, usual, listed)
        if codes := field.enum or (("true", "false") if field.type == "boolean" else ()):
            self.person.terminal.say(", ".join(codes), "hint")
        return self.person.ask(name, usual)

    def _ask_lines(self, name: str) -> str:
        self.person.say(N_("Write as many lines as you like; end with a full stop alone."), "hint")
        lines: list[str] = []
        while (line := self.person.terminal.ask("… " if lines else f"{name}: ").rstrip()) != END:
            if line == BACK:
                raise BackError
            lines.append(line)
        return "\n".join(lines).strip()

    def _offer(self, target: str) -> list[str]:
        """Say how a record of the dataset can be chosen; the codes that are listed, if few."""
        keys = list(self.draft.catalog.names_of(target))
        is_code = self.draft.base.datasets[target].group == "codelist"
        listed = keys if is_code and len(keys) <= SHORT_LIST else []
        self._list(target, listed)
        if target in questions.MAY_BE_NEW:
            self.person.say(N_("Write a part of the name, or + for a new one."), "hint")
        elif not listed:
            self.person.say(N_("Write a part of the name."), "hint")
        return listed

    def _choose(self, name: str, target: str, usual: str, listed: list[str]) -> str:
        """A key of another dataset: typed, or that of a new record, of a number of the list, of the
        whole name or address. Other words change the list. Blank if nothing is chosen.
        """
        while True:
            names, key = self.draft.catalog.names_of(target), ""
            if not (answer := self.person.ask(name, usual)) or answer in names:
                return answer
            if answer == NEW and target in questions.MAY_BE_NEW:
                key = self._ask_row(self.draft.base.datasets[target], {})
            elif answer.isdecimal() and 1 <= int(answer) <= len(listed):
                key = listed[int(answer) - 1]
            elif len(found := matching.named_so(answer, names)) == 1:
                key = found[0]
            elif found := found or matching.search(answer, names):
                listed[:] = found
                self._list(target, listed)
                self.person.say(N_("Write the number of the one you mean."), "hint")
            else:
                self.person.say(N_("Nothing matches."), "wrong")
            if key:
                words = {"key": key, "name": self._called(target, key)}
                self.person.say(Message(N_("Taken: %(key)s – %(name)s"), words), "hint")
                return key

    def _list(self, target: str, keys: list[str]) -> None:
        for number, key in enumerate(keys, 1):
            self.person.terminal.say(f"  {number}  {key} – {self._called(target, key)}")

    def _called(self, dataset: str, key: str) -> str:
        """The name of a record in the language of the questions."""
        row, lang = self.draft.catalog.by_key[dataset][key], self.person.language.code
        fields = (f"name_{lang}", f"title_{lang}", f"label_{lang}", "title", "as_printed")
        return escaped(next(filter(None, map(row.cells.get, fields)), key))

    def _confirm_rows(self) -> bool:
        """Show the rows and what is wrong with them, and ask whether to write them."""
        while True:
            self.person.terminal.show(self.draft)
            wrong = draft_problems(self.draft)
            for answer in wrong:
                self._report(answer)
            if wrong:
                one, many = N_n(
                    "%(count)d problem remains; if you write the rows, the check will name it.",
                    "%(count)d problems remain; if you write the rows, the check will name them.",
                )
                self.person.say(Message(one, {"count": len(wrong)}, many), "wrong")
            question = N_(
                "Write it? y – yes, n – no, or the number of a row and a field to answer again,"
                " such as 1 title_pl"
            )
            match self.person.read(Message(question)).split():
                case [word] if word.lower() in YES + NO:
                    return word.lower() in YES and self._tell_apart()
                case [number, name] if number.isdecimal():
                    self._ask_again(int(number) - 1, name)

    def _ask_again(self, index: int, name: str) -> None:
        """Ask for a field once more; what there was stays if the person gives it up."""
        if 0 <= index < len(self.draft.rows) and name in self.draft.dataset(index).header:
            before = self.draft
            try:
                self._ask_field(index, name)
            except (BackError, _RowDroppedError):
                self.draft = before

    def _tell_apart(self) -> bool:
        """Whether each new project is another one than those that it looks like."""
        for index, similar in questions_on_projects(self.draft):
            key = similar.project.id
            self.person.say(similar.sentence(self.draft.rows[index].cells["project_id"]), "wrong")
            words = {"name": self._called("projects", key)}
            if not self.person.confirm(
                Message(N_("Is it another project than %(name)s?"), words), ""
            ):
                self.person.say(N_("Add what is new to the one that exists."), "hint")
                return False
            others = self.draft.rows[index].cells.get(DISTINCT, "")
            self.draft = self.draft.with_answers(index, {DISTINCT: f"{others} {key}".strip()})
        return True

    def _report(self, answer: WrongAnswer) -> None:
        problem = answer.problem
        if answer.index >= 0:
            field = f"{self.draft.rows[answer.index].dataset}.{answer.field}"
            row = N_("row %(number)d of the new ones, %(field)s")
            where = self.person.text(Message(row, {"number": answer.index + 1, "field": field}))
        else:
            where = f"{problem.path}:{problem.line}"
        words = f"{self.person.text(problem.what)}  {self.person.text(problem.right)}"
        self.person.terminal.say(f"{where}  [{problem.rule}]  {words}".rstrip(), "wrong")
