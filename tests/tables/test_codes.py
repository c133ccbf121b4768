"""Every code that the program compares with is in its codelist."""

import csv
from enum import StrEnum

import pytest
from paths import ROOT

from datasite.tables import codes, dataset_yaml


def _codes(dataset: str) -> set[str]:
    path = ROOT / "datasets" / dataset / f"{dataset}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("dataset", codes.CODELISTS)
def test_every_code_is_in_its_codelist(dataset: str) -> None:
    assert {code.value for code in codes.CODELISTS[dataset]} <= _codes(dataset)


def test_every_list_of_codes_has_its_codelist() -> None:
    lists = {
        member
        for member in vars(codes).values()
        if isinstance(member, type) and issubclass(member, StrEnum)
    }
    assert lists - {StrEnum} == {*codes.CODELISTS.values(), codes.PlaceKind}


def test_kinds_of_places_are_those_that_the_table_allows() -> None:
    territories = dataset_yaml.read_dataset(ROOT / "datasets" / "territories")
    assert {kind.value for kind in codes.PlaceKind} == set(territories.field("kind").enum)
    assert codes.POLAND in _codes("territories")
