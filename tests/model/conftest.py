"""An amount that the tests of amounts and sums vary."""

from dataclasses import replace
from decimal import Decimal

import pytest

from datasite.model.entities import Amount, Code
from datasite.model.register import Register


@pytest.fixture(scope="session")
def plain(mini_register: Register) -> Amount:
    """100 EUR, exactly, of one whole project alone."""
    total = mini_register.projects["null"].total
    assert total
    return replace(
        total,
        amount=Decimal(100),
        currency="EUR",
        joint_id="",
        qualifier=Code("exact", {"pl": "", "en": ""}, {"pl": "", "en": ""}),
    )
