"""The site's policy: on every page, in the ready files for hosts, and the same in each."""

import re
from pathlib import Path

import built_sites
import pytest

from datasite.delivery import host_headers


@pytest.fixture(scope="module")
def mini_site(mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_sites.mini(mini, tmp_path_factory.getbasetemp())


def directives(policy: str) -> dict[str, list[str]]:
    return {
        name: values for name, *values in (directive.split() for directive in policy.split(";"))
    }


def test_every_page_carries_the_policy_before_anything_that_it_loads(mini_site: Path) -> None:
    for path, page in built_sites.pages(mini_site).items():
        assert page.xpath("//head/meta[@http-equiv='Content-Security-Policy']/@content") == [
            host_headers.POLICY
        ], path
        assert page.xpath("name(//head/*[@charset][1]/following-sibling::*[1])") == "meta", path
        assert (
            page.xpath(
                "count(//head/meta[@http-equiv]/preceding-sibling::*[self::link or self::script])"
            )
            == 0
        ), path


def test_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    policy = directives(host_headers.POLICY)
    assert policy["default-src"] == policy["base-uri"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    allowed = {source for values in policy.values() for source in values}
    assert allowed == {"'none'", "'self'", "'wasm-unsafe-eval'"}


@pytest.mark.parametrize("name", ["_headers", ".htaccess", "nginx.conf"])
def test_ready_files_send_every_header(mini_site: Path, name: str) -> None:
    text = (mini_site / name).read_text(encoding="utf-8")
    for header, value in {**host_headers.HEADERS, **host_headers.DATA_HEADERS}.items():
        assert re.search(rf'{header}:? "?{re.escape(value)}"?', text), header


def test_headers_for_the_data_are_sent_with_the_data_alone(mini_site: Path) -> None:
    everywhere, data = (mini_site / "_headers").read_text(encoding="utf-8").split("/data/*\n")
    assert "Access-Control-Allow-Origin" in data
    assert "Access-Control-Allow-Origin" not in everywhere
