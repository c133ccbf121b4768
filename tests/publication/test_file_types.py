"""The one list of file types."""

import pytest

from datasite.publication.file_types import UnknownFileTypeError, file_type, is_known


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("data/budgets.csv", "text/csv"),
        ("data/budgets.csv-metadata.json", "application/json"),
        ("pl/atom.xml", "application/atom+xml"),
        ("sitemap.xml", "application/xml"),
        ("data/SHA256SUMS", "text/plain"),
    ],
)
def test_a_type_is_known_by_the_name_of_the_file(path: str, media_type: str) -> None:
    assert is_known(path)
    assert file_type(path).media_type == media_type


def test_an_unknown_type_is_named_with_its_file_and_the_list_to_add_it_to() -> None:
    assert not is_known("data/notes.docx")
    with pytest.raises(UnknownFileTypeError, match=r"data/notes\.docx.*\.docx.*file_types\.py"):
        file_type("data/notes.docx")
