"""Our YAML files read strictly: plain entries, each once, no references, no types of their own, and
not too deep.

The parser alone would crash on depth, multiply what is referred to, and silently keep the last of
two entries with one name.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import yaml

from datasite.problems import N_, Message, Problem, ProblemsError, shown
from datasite.tables import input_files, text_files

DEEPEST = 20  # levels of entries within entries


@dataclass(frozen=True)
class Entry:
    """A piece of a file and where it, or its name, begins: a text just as it is written
    (2022-09-01, 06, true), named entries, or a list.
    """

    line: int
    column: int
    value: "str | Mapping[str, Entry] | tuple[Entry, ...]"


def read_yaml(root: Path, path: str) -> dict[str, Any]:
    """The named entries of `root`/`path`. Raises ProblemsError."""
    return parse_yaml(path, input_files.read_input(root, path, input_files.SETTING_BYTES))


def parse_yaml(path: str, content: bytes) -> dict[str, Any]:
    """The named entries of a file that was read, as from git. Raises ProblemsError."""
    loaded = _loaded(
        path, content, lambda text: yaml.load(text, Loader=yaml.CSafeLoader)
    )  # the safe loader, in C
    if not isinstance(loaded, dict) or not all(isinstance(name, str) for name in loaded):
        _refuse(path, None, Message(N_("The file does not hold named entries.")))
    return loaded


def read_entries(root: Path, path: str) -> Mapping[str, Entry]:
    """The named entries of `root`/`path`, every value as the text that is written there.

    Raises ProblemsError.
    """
    content = input_files.read_input(root, path, input_files.SETTING_BYTES)
    node = _loaded(path, content, lambda text: yaml.compose(text, Loader=yaml.CSafeLoader))
    named = _entry(node).value if node else ""
    if not isinstance(named, Mapping):
        _refuse(path, None, Message(N_("The file does not hold named entries.")))
    return named


def place_of(root: Path, path: str, way: Iterable[str | int]) -> tuple[int, int]:
    """The line and column of an entry of `root`/`path`, which can be read: ("fields", 3, "type") is
    the type of the fourth field. Of an entry that is missing, those of what should hold it.
    """
    entry = Entry(0, 0, read_entries(root, path))
    for step in way:
        inner: Entry | None = None
        if isinstance(entry.value, Mapping):
            inner = entry.value.get(str(step))
        elif isinstance(entry.value, tuple) and isinstance(step, int):
            inner = entry.value[step]
        if inner is None:
            break
        entry = inner
    return entry.line, entry.column


def dump_yaml(entries: Mapping[str, Any]) -> str:
    """The entries as the text of a YAML file, in their order and with each text on one line."""
    return yaml.safe_dump(entries, sort_keys=False, allow_unicode=True, width=float("inf"))


def _entry(node: Any, name: Any = None) -> Entry:
    begin = (name or node).start_mark
    line, column = begin.line + 1, begin.column + 1
    if isinstance(node, yaml.MappingNode):
        return Entry(
            line,
            column,
            {str(its_name.value): _entry(value, its_name) for its_name, value in node.value},
        )
    if isinstance(node, yaml.SequenceNode):
        return Entry(line, column, tuple(map(_entry, node.value)))
    return Entry(line, column, node.value)


def _loaded(path: str, content: bytes, load: Callable[[str], Any]) -> Any:
    text, problems = text_files.decode_text(path, content)
    if problems:
        raise ProblemsError(problems)
    try:
        _walk(path, text)
        return load(text)
    except yaml.MarkedYAMLError as error:
        _refuse(
            path,
            error.problem_mark or error.context_mark,
            Message(
                N_("This is not readable YAML: %(problem)s."),
                {"problem": str(error.problem or error.context)},
            ),
        )
    except (yaml.YAMLError, ValueError) as error:  # a day that does not exist, for one
        _refuse(
            path,
            None,
            Message(N_("This is not readable YAML: %(problem)s."), {"problem": str(error)}),
        )


def _walk(path: str, text: str) -> None:
    """Refuse what the loader must not see, before it builds anything."""
    names: list[set[str] | None] = []  # of each open mapping the names so far; of a list none
    at_name: list[bool] = []
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            _refuse(path, event.start_mark, Message(N_("An entry refers to another one.")))
        if tag := getattr(event, "tag", None):
            _refuse(
                path,
                event.start_mark,
                Message(N_("An entry names a type of its own: %(tag)s."), {"tag": shown(tag)}),
            )
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            names.pop()
            at_name.pop()
        elif (
            names
            and names[-1] is not None
            and isinstance(
                event, yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent
            )
        ):
            if at_name[-1] and isinstance(event, yaml.ScalarEvent):
                if event.value in names[-1]:
                    _refuse(
                        path,
                        event.start_mark,
                        Message(
                            N_("The entry %(name)s is repeated."), {"name": shown(event.value)}
                        ),
                    )
                names[-1].add(event.value)
            at_name[-1] = not at_name[-1]
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            names.append(set() if isinstance(event, yaml.MappingStartEvent) else None)
            at_name.append(True)
            if len(names) > DEEPEST:
                _refuse(
                    path,
                    event.start_mark,
                    Message(
                        N_("Entries are nested more than %(limit)d levels deep."),
                        {"limit": DEEPEST},
                    ),
                )


def _refuse(path: str, mark: Any, what: Message) -> NoReturn:
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    raise ProblemsError(
        [
            Problem(
                path,
                line,
                column,
                "descriptor",
                what,
                Message(N_("Write plain named entries, each once, as in the other files.")),
            )
        ]
    )
