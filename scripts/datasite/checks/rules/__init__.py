"""The rules that datasets opt into in their dataset.yaml.

A rule is a function in one of the modules below, declared as checks/rules/rule shows; a new module
of rules is a new entry of MODULES.
"""

import ast
import inspect
from types import ModuleType

from datasite.checks.rules import activities, facts, money, payers, records, sources
from datasite.checks.rules.rule import Rule

MODULES: tuple[ModuleType, ...] = (
    records,
    sources,
    money,
    payers,
    activities,
    facts,
)
RULES: dict[str, Rule] = {
    rule.name: rule
    for module in MODULES
    for rule in vars(module).values()
    if isinstance(rule, Rule)
}


def rule_sentence(rule: Rule) -> str:
    """The sentence that a contributor reads, on one line: the docstring of the rule."""
    return " ".join((rule.check.__doc__ or _docstring_in_source(rule)).split())


def _docstring_in_source(rule: Rule) -> str:
    """The docstring of a rule where Python runs without docstrings (python -OO)."""
    (function,) = ast.parse(inspect.getsource(rule.check)).body
    assert isinstance(function, ast.FunctionDef)
    return ast.get_docstring(function) or ""
