"""The names that a module of Python uses, also under a name of its own."""

import ast
import builtins
from collections.abc import Iterator

_LOOK_UP = {"getattr", "attrgetter", "methodcaller", "import_module", "__import__"}


def used_names(tree: ast.Module) -> set[str]:
    """The last parts of the names of all that a module uses: attributes, what it imports and then
    names, builtins, and what it looks up by a text.

    `from jinja2 import Environment as E; E()` uses "Environment", and so do `jinja2.Environment()`
    and `getattr(jinja2, "Environment")()`. What is named only in annotations is not used: a
    function may be given what it may not make.
    """
    imported = _imported(tree)
    used = {"*"} if "*" in imported else set()
    for node in _without_annotations(tree):
        if isinstance(node, ast.Attribute):
            used.add(node.attr)
        elif isinstance(node, ast.Name) and node.id in imported:
            used.add(imported[node.id])
        elif isinstance(node, ast.Name) and hasattr(builtins, node.id):
            used.add(node.id)
        elif isinstance(node, ast.Call) and _last_part(node.func, imported) in _LOOK_UP:
            used |= {
                argument.value.rpartition(".")[2]
                for argument in node.args
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            }
    return used


def _imported(tree: ast.Module) -> dict[str, str]:
    """The last part of the name of each thing that is imported, by its name in the module."""
    return {
        alias.asname or alias.name.split(".")[0]: alias.name.rpartition(".")[2]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


def _without_annotations(node: ast.AST) -> Iterator[ast.AST]:
    """Every node below one but those of annotations."""
    for name, value in ast.iter_fields(node):
        if name not in ("annotation", "returns"):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield child
                    yield from _without_annotations(child)


def _last_part(node: ast.expr, imported: dict[str, str]) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return imported.get(node.id, node.id) if isinstance(node, ast.Name) else ""
