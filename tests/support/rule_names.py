"""The names of all rules, read from the code."""

import ast
from itertools import pairwise

from paths import SCRIPTS

from datasite.checks import catalog_checks, cells, schema

PACKAGE = SCRIPTS / "datasite"
OF_PAGES = {"lint"}  # its rules judge the built site: test_lint.py
QUESTIONS = {"similar-project"}  # what is asked and no problem: test_diff.py


def rules_in_the_code() -> set[str]:
    """Names of rules as the code writes them: the fourth part of a problem, or a text before
    the message.
    """
    names = set()
    for module in sorted(PACKAGE.rglob("*.py")):
        for node in (
            ast.walk(ast.parse(module.read_text(encoding="utf-8")))
            if module.stem not in OF_PAGES
            else ()
        ):
            row = (
                node.args
                if isinstance(node, ast.Call)
                else node.elts
                if isinstance(node, ast.Tuple)
                else []
            )
            names |= {
                rule.value
                for rule, what in pairwise(row)
                if isinstance(rule, ast.Constant)
                and isinstance(rule.value, str)
                and is_message(what)
            }
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "Problem"
                and isinstance(rule := node.args[3], ast.Constant)
            ):
                names.add(str(rule.value))
    return names


def every_rule() -> set[str]:
    """Of the data and the prose, with those whose names are not written where they speak."""
    return (
        rules_in_the_code()
        | set(catalog_checks.RULES)
        | {f"{name}-form" for name in cells.FORMAT_CHECKS}
        | {*schema.JUDGED, "required"}
    )


def is_message(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id in {"what", "size"}) or (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"Message", "cell_message"}
    )
