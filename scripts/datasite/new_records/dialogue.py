"""Questions to a person, one answer at a time, each judged at once; new rows out.

It knows no terminal: it is given one.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

from datasite import matching
from datasite.language.localization import Language
from datasite.new_records import questions
from datasite.new_records.drafts import AWAITING, LINES, Draft, Finding, NewRow
from datasite.new_records.questions import KINDS, Step
from datasite.new_records.record_file import Pages
from datasite.problems import N_, Message, N_n, escaped
from datasite.sources import web_page
from datasite.tables.descriptor import Dataset

BLANK, NEW, BACK, END = "-", "+", "<", "."  # what may be said instead of an answer
SHORT_LIST = 16  # codes that are shown unasked
Judge = Callable[
    [Draft, int | None], list[Finding]
]  # what is wrong with the answers to the row of this number, or with all of them
ROUNDS = 3  # of mending a row before it is left to the end


class Terminal(Protocol):
    """Where questions are asked."""

    def say(self, text: str, style: str = "") -> None:
        """Show a line; `style` is one of "", "title", "hint", "wrong"."""

    def ask(self, prompt: str) -> str:
        """The line that is answered. Raises EOFError or KeyboardInterrupt where somebody leaves."""

    def show(self, draft: Draft) -> None:
        """Show the rows that are to be written."""


class _BackError(Exception):
    """Somebody gave up the record that is being asked for."""


class _SameError(Exception):
    """The record that is being described is there already."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Dialogue:
    """One conversation. The draft grows with each answer."""

    def __init__(
        self,
        terminal: Terminal,
        language: Language,
        draft: Draft,
        judge: Judge,
        today: str,
        pages: Pages,
    ) -> None:
        self._terminal, self._language, self.draft, self._judge, self._today, self._pages = (
            terminal,
            language,
            draft,
            judge,
            today,
            pages,
        )

    def record(self, kind: str) -> bool:
        """Ask for a whole record; whether it is to be written."""
        self._say(
            Message(
                N_(
                    "Enter takes what stands in brackets; - leaves a field blank; < gives up the"
                    " row; Ctrl-C ends it all and writes nothing."
                )
            ),
            "hint",
        )
        for step in KINDS[kind]:
            self._rows(kind, step)
        return self._agreed()

    def _rows(self, kind: str, step: Step) -> None:
        count = 0
        while count < step.most and (count < step.least or self._yes(self._more(step, count))):
            start = len(self.draft.rows)
            try:
                self._row(step.dataset, questions.owned(kind, self.draft, step))
                count += 1
            except _BackError:
                self.draft = self.draft.until(start)
            except _SameError as same:
                self.draft = self.draft.until(start)
                self._say(
                    Message(
                        N_(
                            "%(record)s is there already; describe another one, or end with Ctrl-C."
                        ),
                        {"record": same.key},
                    ),
                    "wrong",
                )

    def _more(self, step: Step, count: int) -> Message:
        title = self._title(self.draft.base.datasets[step.dataset].title)
        return (
            Message(N_("%(dataset)s: one more?"), {"dataset": title})
            if count
            else Message(N_("%(dataset)s: is there anything to add?"), {"dataset": title})
        )

    def _row(self, name: str, cells: Mapping[str, str]) -> int:
        """Ask for one row; its number."""
        index = len(self.draft.rows)
        self.draft = self.draft.with_row(NewRow(name, cells))
        dataset = self.draft.base.datasets[name]
        self._terminal.say(f"\n{self._title(dataset.title)}", "title")
        self._terminal.say(self._title(dataset.description), "hint")
        page = self._page() if name == "sources" else {}
        for field in questions.questions(dataset):
            if field not in cells:
                self._answer(index, field, page)
        for _ in range(ROUNDS):
            found = [
                it
                for it in self._judge(self.draft, index)
                if it.problem.rule not in AWAITING and it.field not in cells
            ]
            for it in found[:1]:
                self._wrong(it)
                self._answer(index, it.field, {})
            if not found:
                break
        return index

    def _page(self) -> Mapping[str, str]:
        self._say(
            Message(
                N_(
                    "If you saved the page, name the file: its title, day and hash are taken from"
                    " it. If not, press Enter."
                )
            ),
            "hint",
        )
        while name := self._ask(Message(N_("saved page")), ""):
            try:
                return self._pages(name)
            except OSError as error:
                self._say(web_page.unreadable_page(name, error), "wrong")
        return {}

    def _answer(self, index: int, name: str, page: Mapping[str, str]) -> None:
        """Ask for one field until the answer is right."""
        dataset = self.draft.dataset(index)
        field = dataset.field(name)
        self._terminal.say(f"\n{self._title(field.title)}", "title")
        self._terminal.say(self._title(field.description), "hint")
        if field.example and not field.enum and not questions.target(dataset, name):
            self._say(Message(N_("For example: %(example)s"), {"example": field.example}), "hint")
        usual = self.draft.rows[index].cells.get(name, "") or questions.suggestion(
            self.draft, index, name, self._today, page
        )
        while True:
            value = self._value(dataset, name, usual)
            tried = self.draft.answered(index, {name: value})
            found = [
                it
                for it in self._judge(tried, index)
                if it.field == name and it.problem.rule not in AWAITING
            ]
            if not found:
                break
            for it in found:
                self._wrong(it)
        if (
            name in questions.NAMED_BY.get(dataset.name, ())
            and dataset.name in questions.BY_THE_WAY
        ):
            self._known(dataset.name, value)
        self.draft = tried

    def _known(self, dataset: str, value: str) -> None:
        """Look whether a record of that name is there already."""
        if (key := matching.same(value, questions.names(self.draft, dataset))) and not self._yes(
            Message(
                N_("There is already %(name)s (%(key)s). Is this another one?"),
                {"name": self._called(dataset, key), "key": key},
            )
        ):
            raise _SameError(key)

    def _value(self, dataset: Dataset, name: str, usual: str) -> str:
        field = dataset.field(name)
        if questions.is_list(dataset.name, name):
            return self._several(name)
        if field.format == LINES:
            return self._lines(name)
        if target := questions.target(dataset, name):
            return self._choice(name, target, usual, must=field.required)
        if field.enum:
            self._terminal.say(", ".join(field.enum), "hint")
        if field.type == "boolean":
            self._terminal.say("true, false", "hint")
        return self._ask(name, usual)

    def _several(self, dataset: str) -> str:
        chosen: list[str] = []
        while found := self._choice(dataset, dataset, "", must=False):
            chosen = [*chosen, *(() if found in chosen else (found,))]
        return ", ".join(chosen)

    def _lines(self, name: str) -> str:
        self._say(
            Message(N_("As many lines as you like; the last one holds a full stop alone.")), "hint"
        )
        lines: list[str] = []
        while (line := self._terminal.ask(f"{name}: " if not lines else "… ").rstrip()) != END:
            if line == BACK:
                raise _BackError
            lines.append(line)
        return "\n".join(lines).strip()

    def _choice(self, name: str, target: str, usual: str, *, must: bool) -> str:
        """A key of another dataset: a number of the list that was shown last, the key itself, or
        words that are looked for.
        """
        named = questions.names(self.draft, target)
        listed = (
            list(named)
            if len(named) <= SHORT_LIST and self.draft.base.datasets[target].group == "codelist"
            else []
        )
        may_be_new = target in questions.BY_THE_WAY
        self._list(target, listed)
        if not listed:
            say = (
                N_("Write a part of the name, or + for a new one.")
                if may_be_new
                else N_("Write a part of the name.")
            )
            self._say(Message(say), "hint")
        while True:
            said = self._ask(name, usual)
            if said == NEW and may_be_new:
                if made := self._made(target):
                    return made
                named = questions.names(self.draft, target)
            elif said in named or (not said and not must):
                return said
            elif said.isdecimal() and 1 <= int(said) <= len(listed):
                return listed[int(said) - 1]
            elif not said:
                self._say(Message(N_("It must be filled.")), "wrong")
            else:
                listed = matching.search(said, named)
                self._list(target, listed)
                if listed:
                    self._say(Message(N_("Write the number of the one that is meant.")), "hint")
                else:
                    say = (
                        N_("There is nothing like it; + makes a new one.")
                        if may_be_new
                        else N_("There is nothing like it.")
                    )
                    self._say(Message(say), "wrong")

    def _made(self, target: str) -> str:
        """The key of a new record that another one points to; blank where it was given up."""
        start = len(self.draft.rows)
        try:
            index = self._row(target, {})
        except _BackError:
            self.draft = self.draft.until(start)
            return ""
        except _SameError as same:
            self.draft = self.draft.until(start)
            return same.key
        return self.draft.rows[index].cells[self.draft.dataset(index).primary_key[0]]

    def _list(self, target: str, keys: list[str]) -> None:
        for number, key in enumerate(keys, 1):
            self._terminal.say(f"  {number}  {key} – {self._called(target, key)}")

    def _called(self, dataset: str, key: str) -> str:
        row = self.draft.catalog.by_key[dataset][key]
        lang = self._language.code
        return escaped(
            next(
                (
                    row[name]
                    for name in (
                        f"name_{lang}",
                        f"title_{lang}",
                        f"label_{lang}",
                        "title",
                        "as_printed",
                    )
                    if row.cells.get(name)
                ),
                key,
            )
        )

    def _agreed(self) -> bool:
        """Show the rows, mend what is to be mended, and ask whether to write them."""
        while True:
            self._terminal.show(self.draft)
            found = self._judge(self.draft, None)
            for it in found:
                self._wrong(it)
            if found:
                one, many = N_n(
                    "%(count)d problem remains; written so, the check will name it.",
                    "%(count)d problems remain; written so, the check will name them.",
                )
                self._say(Message(one, {"count": len(found)}, many), "wrong")
            said = self._ask(
                Message(
                    N_(
                        "Write it? y – yes, n – no, or the number of a row and a field to answer"
                        " anew, such as 1 title_pl"
                    )
                ),
                "",
            ).split()
            if len(said) == 1 and said[0].lower() in ("y", "yes", "t", "tak", "n", "no", "nie"):
                return said[0].lower()[0] != "n"
            if (
                len(said) == 2
                and said[0].isdecimal()
                and 1 <= int(said[0]) <= len(self.draft.rows)
                and said[1] in self.draft.dataset(int(said[0]) - 1).header
            ):
                try:
                    self._answer(int(said[0]) - 1, said[1], {})
                except (_BackError, _SameError):
                    continue

    def _yes(self, question: Message) -> bool:
        while True:
            said = self._ask(Message(N_("%(question)s (y/n)"), {"question": question}), "n").lower()
            if said in ("y", "yes", "t", "tak", "n", "no", "nie"):
                return said[0] != "n"

    def _ask(self, what: Message | str, usual: str) -> str:
        """The answer, or the usual one where Enter alone is said. Raises _BackError."""
        asked = what if isinstance(what, str) else self._text(what)
        said = self._terminal.ask(
            f"{asked} [{escaped(usual)}]: " if usual else f"{asked}: "
        ).strip()
        if said == BACK:
            raise _BackError
        return "" if said == BLANK else said or usual

    def _title(self, words: Mapping[str, str]) -> str:
        return escaped(words[self._language.code])

    def _wrong(self, found: Finding) -> None:
        problem = found.problem
        where = (
            f"{found.index + 1} {self.draft.rows[found.index].dataset}.{found.field}"
            if found.index >= 0
            else f"{problem.path}:{problem.line}"
        )
        self._terminal.say(
            f"{where}  [{problem.rule}]  {self._text(problem.what)}  {self._text(problem.right)}".rstrip(),
            "wrong",
        )

    def _text(self, message: Message) -> str:
        return message.text(self._language.translations)

    def _say(self, message: Message, style: str = "") -> None:
        self._terminal.say(self._text(message), style)
