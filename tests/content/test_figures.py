"""Figures and claims in texts: filled from the register, and refused when they no longer hold."""

import gettext
from collections.abc import Mapping
from pathlib import Path

import pytest
from bad_prose import NEWS, body

from datasite.content import prose
from datasite.content.figures import fill
from datasite.language.localization import Language
from datasite.model.register import Register

PATH = f"{NEWS}.pl.md"


def filled(line: str, register: Register, lang: str = "en") -> str:
    result = fill(PATH, [line], register, lang)
    assert not result.problems
    return result.lines[0]


def refused(line: str, register: Register) -> tuple[str, str]:
    """The rule and the message of the one problem of a line."""
    (problem,) = fill(PATH, [line], register, "pl").problems
    assert (problem.path, problem.line) == (PATH, 1)
    return problem.rule, problem.text(gettext.NullTranslations())


@pytest.mark.parametrize("kind", ["projects", "organisations", "programmes", "sources"])
def test_numbers_of_records(kind: str, mini_register: Register) -> None:
    number = len(getattr(mini_register, kind))
    assert filled(f"All {{{{ {kind} }}}}.", mini_register) == f"All {number}."


def test_projects_that_fit_every_filter(mini_register: Register) -> None:
    projects = mini_register.projects.values()
    lead = next(p.lead.organisation.id for p in projects if p.lead)
    led = [p for p in projects if p.lead and p.lead.organisation.id == lead]
    totals = [p for p in led if p.total]
    assert filled(f"{{{{ projects lead={lead} }}}}", mini_register) == str(len(led))
    line = f"{{{{ projects lead={lead} amount=total }}}}"
    assert filled(line, mini_register) == str(len(totals))


def test_a_sum_holds_exact_totals_alone(mini_register: Register) -> None:
    """As the language writes it."""
    figures = {lang: filled("{{ sum PLN }}", mini_register, lang) for lang in ("pl", "en")}
    joint: dict[str, int] = {}
    for p in mini_register.projects.values():
        if p.total and p.total.exact and p.total.currency == "PLN" and p.total.amount is not None:
            joint[p.total.joint_id or p.id] = int(p.total.amount)
    assert "".join(c for c in figures["en"] if c.isdigit()) == str(sum(joint.values()))
    assert figures["en"].startswith("PLN\u00a0")
    assert figures["pl"] != figures["en"]


@pytest.mark.parametrize(
    "condition",
    [
        "projects at least 1",
        "projects more than 1",
        "projects at most 1000",
        "projects less than 1000",
        "projects is projects",
        "projects between 1 and 1000",
        "projects of projects is 100%",
        "projects amount=total of projects between 0% and 100%",
    ],
)
def test_a_claim_that_holds_prints_its_words(condition: str, mini_register: Register) -> None:
    line = f"So {{{{ it is ? {condition} }}}}."
    assert filled(line, mini_register) == "So it is."


def test_what_comes_first(mini_register: Register) -> None:
    """Nothing is the largest beside one of the same size."""
    right = fill(PATH, ["{{ x ? first lead is nobody }}"], mini_register, "en").problems[0]
    first = str(right.what.values["now"].values["value"])
    line = f"{{{{ Most ? first lead is {first} }}}}"
    if ", " in first:
        assert refused(line, mini_register)[0] == "claim"
    else:
        assert filled(line, mini_register) == "Most"


def test_a_claim_that_no_longer_holds_is_refused(mini_register: Register) -> None:
    """With the sentence, the condition and the present value."""
    number = len(mini_register.projects)
    rule, message = refused(
        "First. Here are {{ a thousand ? projects at least 1000 }} projects. Last.", mini_register
    )
    assert rule == "claim"
    assert "“Here are a thousand projects.”" in message
    assert "“projects at least 1000”" in message
    assert f"“{number}”" in message


def test_a_share_that_no_longer_holds_is_told_with_its_value(mini_register: Register) -> None:
    rule, message = refused("{{ None ? projects of projects less than 3% }}.", mini_register)
    assert rule == "claim"
    assert "“100.0%”" in message


@pytest.mark.parametrize(
    "reference",
    [
        "people",
        "projects colour=red",
        "projects lead=nobody-at-all",
        "sum",
        "sum PLN of projects",
        "all ? projects",
        "all ? projects at least many",
        "all ? projects at least 5%",
        "all ? projects of projects at least 5",
        "all ? largest EUR at least 5",
        "all ? projects between 1",
        "all ? projects at least NaN",
    ],
)
def test_what_cannot_be_read_is_refused(reference: str, mini_register: Register) -> None:
    assert refused(f"{{{{ {reference} }}}}", mini_register)[0] == "figure"


def test_the_check_of_texts_fills_and_refuses(
    copy_of_mini: Path, mini_register: Register, languages: Mapping[str, Language]
) -> None:
    body("- {{ projects }} i {{ dwa ? projects at least 2 }}")(copy_of_mini)
    texts = {(t.kind, t.lang): t for t in prose.load_texts(copy_of_mini, mini_register)}
    assert f"<li>{len(mini_register.projects)} i dwa</li>" in texts["news", "pl"].html
    text = copy_of_mini / PATH
    text.write_text(text.read_text().replace("at least 2", "at least 2000"))
    problems = prose.check_texts(copy_of_mini, mini_register)
    assert [(p.path, p.rule) for p in problems] == [(PATH, "claim")]
    assert "warunek" in problems[0].text(languages["pl"].translations)


def test_braces_that_are_no_reference_are_refused(
    copy_of_mini: Path, mini_register: Register
) -> None:
    body("- {{ projects")(copy_of_mini)
    assert {p.rule for p in prose.check_texts(copy_of_mini, mini_register)} == {"markup"}
