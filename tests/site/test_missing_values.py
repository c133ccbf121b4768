"""A value that is missing stops its template; words that look like one are words."""

from decimal import Decimal

import jinja2
import pytest
from paths import ROOT

from datasite.site.settings import load_settings


@pytest.fixture(scope="module")
def environment() -> jinja2.Environment:
    return jinja2.Environment(**load_settings(ROOT)["JINJA_ENVIRONMENT"])


@pytest.mark.parametrize("value", [None, float("nan"), Decimal("NaN")])
@pytest.mark.parametrize("template", ["{{ x }}", "<a href='{{ x }}'>", "{{ x or None }}"])
def test_a_missing_value_is_never_shown(
    environment: jinja2.Environment, value: object, template: str
) -> None:
    with pytest.raises(ValueError, match="an expression has no value"):
        environment.from_string(template).render(x=value)


@pytest.mark.parametrize("value", ["None", "NaN", "undefined", "", 0, False])
def test_a_value_is_shown(environment: jinja2.Environment, value: object) -> None:
    assert environment.from_string("{{ x }}").render(x=value) == str(value)
