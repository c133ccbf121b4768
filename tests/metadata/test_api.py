"""The JSON files of the site are those that openapi.json describes, and are as it says."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import built_sites
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from paths import TESTS
from referencing import Registry, Resource

# https://spec.openapis.org/oas/3.1/schema/2022-10-07, Apache License 2.0.
OPENAPI_SCHEMA = TESTS / "metadata" / "schemas" / "openapi-3.1.json"
# JSON files that programs are not told of, each with its reason.
NOT_DESCRIBED = {
    r"(pl|en)/(projekty|projects|organizacje|organisations)/rows\.json": "of a script of a page",
    r"(pl|en)/(szukaj|search)/words\.json": "of the script of the search",
    r"pagefind/.*\.json": "of the script of the search",
    r"data/releases/.*\.json": "a release describes itself",
}


@pytest.fixture(scope="module")
def site(mini_built: Path) -> Path:
    return mini_built


@pytest.fixture(scope="module")
def mini_built(tmp_path_factory: pytest.TempPathFactory, mini: Path) -> Path:
    return built_sites.mini(mini, tmp_path_factory.getbasetemp())


@cache
def openapi(site: Path) -> Mapping[str, Any]:
    content: Mapping[str, Any] = json.loads((site / "data" / "openapi.json").read_bytes())
    return content


def validator(site: Path, schema: Mapping[str, Any]) -> Draft202012Validator:
    """Of a schema of openapi.json; the references lead to the files of the site."""
    base = f"{built_sites.SITE_URL}/data/"
    schemas = (site / "data" / "schemas").rglob("*.json")
    contents = [json.loads(path.read_bytes()) for path in schemas]
    registry: Registry[Any] = Registry().with_resources(
        (content["$id"], Resource.from_contents(content)) for content in contents
    )
    return Draft202012Validator(
        {"$id": base + "openapi.json", **schema}, registry=registry, format_checker=FormatChecker()
    )


def described(site: Path) -> Iterator[tuple[re.Pattern[str], Mapping[str, Any]]]:
    """Each path of openapi.json as a pattern, with the content that it answers with."""
    for path, item in openapi(site)["paths"].items():
        parts = re.split(r"\{[a-z_]+\}", path.lstrip("/"))
        (content,) = item["get"]["responses"]["200"]["content"].values()
        yield re.compile("[^/]+?".join(map(re.escape, parts))), content["schema"]


def json_files(site: Path) -> list[str]:
    """Every file of JSON of the site that is no exception."""
    paths = (p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file())
    return sorted(
        path
        for path in paths
        if path.endswith((".json", ".jsonl", ".jsonld"))
        and not any(re.fullmatch(pattern, path) for pattern in NOT_DESCRIBED)
    )


def test_openapi_is_as_the_openapi_initiative_says(site: Path) -> None:
    schema = json.loads(OPENAPI_SCHEMA.read_bytes())
    errors = list(Draft202012Validator(schema).iter_errors(openapi(site)))
    assert errors == []
    ids = [item["get"]["operationId"] for item in openapi(site)["paths"].values()]
    assert len(set(ids)) == len(ids)


def test_every_schema_is_a_json_schema_at_its_own_address(site: Path) -> None:
    folder = site / "data" / "schemas"
    files = list(folder.rglob("*.json"))
    assert len(files) > len(list((site / "data").glob("*.jsonl")))
    for file in files:
        schema = json.loads(file.read_bytes())
        Draft202012Validator.check_schema(schema)
        address = file.relative_to(site).as_posix()
        assert schema["$id"] == f"{built_sites.SITE_URL}/{address}"


def test_every_json_file_is_as_openapi_says(site: Path) -> None:
    patterns = [(pattern, schema) for pattern, schema in described(site)]
    validators = [validator(site, schema) for _, schema in patterns]
    lines = [
        validator(site, schema["x-schema-of-each-line"])
        if "x-schema-of-each-line" in schema
        else None
        for _, schema in patterns
    ]
    met = set()
    for path in json_files(site):
        of_path = [n for n, (pattern, _) in enumerate(patterns) if pattern.fullmatch(path)]
        assert of_path, f"{path} is not described by metadata/api/openapi.py"
        first = min(of_path, key=lambda n: patterns[n][0].pattern.count("[^/]+?"))
        met.add(first)
        text = (site / path).read_text(encoding="utf-8")
        of_line = lines[first]
        values = [json.loads(line) for line in text.splitlines()] if of_line else [json.loads(text)]
        for value in values:
            error = next((of_line or validators[first]).iter_errors(value), None)
            assert error is None, f"{path}: {error.message[:300]} at {error.json_path}"
    unmet = [patterns[n][0].pattern for n in range(len(patterns)) if n not in met]
    assert unmet == [], "openapi.json has paths at which there is nothing"


def test_every_exception_is_of_a_file_that_there_is(site: Path) -> None:
    paths = [p.relative_to(site).as_posix() for p in site.rglob("*.json")]
    used = {p for p in NOT_DESCRIBED if any(re.fullmatch(p, path) for path in paths)}
    assert used | {r"data/releases/.*\.json"} == set(NOT_DESCRIBED)
    assert len(NOT_DESCRIBED) == 4


@pytest.mark.parametrize(
    ("path", "damage"),
    [
        ("data/budgets.json", {"amount": 40018.71}),  # an amount as a number
        ("data/budgets.json", {"preferred": "true"}),
        ("data/budgets.json", {"project_id": None}),
        ("data/budgets.json", {"unheard_of": "x"}),
    ],
)
def test_a_value_that_the_description_forbids_is_refused(
    site: Path, path: str, damage: Mapping[str, Any]
) -> None:
    rows = json.loads((site / path).read_bytes())
    schema = next(schema for pattern, schema in described(site) if pattern.fullmatch(path))
    checked = validator(site, schema)
    assert checked.is_valid(rows)
    assert not checked.is_valid([rows[0] | damage, *rows[1:]])
