"""Which files of a proposed change are data, and which need an owner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasite.review import touched_files
from datasite.review.touched_files import TrackedFile


@pytest.mark.parametrize(
    ("path", "is_data"),
    [
        ("datasets/projects/projects.csv", True),
        ("content/news/2020-02-28-x.pl.md", True),
        ("content/.htaccess", True),
        ("content/\n.md", True),
        ("datasets/projects/dataset.yaml", False),
        ("datasets/release.yaml", False),
        ("datasets/x.csv", False),
        ("datasets/a/b/c.csv", False),
        ("content", False),
        ("scripts/datasets/a/a.csv", False),
        ("tests/mini/projects.csv", False),
        (".github/workflows/x.yml", False),
        ("datasets/projects/projects.csv\n.py", False),
    ],
)
def test_what_is_data(path: str, is_data: bool) -> None:
    assert touched_files.is_data(path) == is_data


TRACKED = st.builds(
    TrackedFile, st.sampled_from(["100644", "100755", "120000", "160000"]), st.sampled_from("ab")
)
FILES = st.dictionaries(
    st.sampled_from(
        [
            *("datasets/a/a.csv", "content/x.md", "scripts/x.py", "datasets/a/dataset.yaml"),
            *("datasets", "content", "contents/x"),
        ]
    ),
    TRACKED,
)


@given(FILES, FILES)
def test_every_difference_is_data_or_named(
    base: dict[str, TrackedFile], proposed: dict[str, TrackedFile]
) -> None:
    proposal = touched_files.sort_changes(base, proposed)
    assert {*proposal.data, *proposal.others} == {
        path for path in {*base, *proposed} if base.get(path) != proposed.get(path)
    }
    assert not {*proposal.data} & {*proposal.others}
    assert all(file is None or file.mode == "100644" for file in proposal.data.values())
    assert all(touched_files.is_data(path) for path in proposal.data)


@given(FILES, FILES)
def test_what_is_no_plain_file_is_named(
    base: dict[str, TrackedFile], proposed: dict[str, TrackedFile]
) -> None:
    """An input that is no plain file is named, whether or not the change touches it."""
    proposal = touched_files.sort_changes(base, proposed)
    named = {problem.path for problem in touched_files.file_kind_problems(proposed)}
    assert {*proposal.irregular} <= named
    for path, file in proposed.items():
        is_plain = file.mode == "100644"
        assert (path in named) == (
            file.mode == "160000"
            or path in ("datasets", "content")
            or (path.startswith(("datasets/", "content/")) and not is_plain)
        )


@pytest.mark.parametrize("path", ["a/../x", "/x", "a//b", "./a", "content/.git/x", "a/.GIT"])
def test_a_path_that_leads_elsewhere_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="leads elsewhere"):
        touched_files.parse_listing(f"100644 ab 0\t{path}\0".encode())


def test_names_are_read_as_git_writes_them() -> None:
    assert touched_files.parse_listing(
        b"100644 ab 0\tcontent/\xc4\x85 b\n.md\x00120000 cd 0\tx\xff\x00"
    ) == {
        "content/ą b\n.md": TrackedFile("100644", "ab"),
        "x\udcff": TrackedFile("120000", "cd"),
    }
