"""Tables in, files out: each download format is one pure function from a table to bytes, in one registry.

What a page says of a file (size, hash, rows) is computed from the very bytes that are written.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from datasite.descriptor import Dataset, Words

ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold: the archive depends on its content only


@dataclass(frozen=True)
class Download:
    """A file under /data/. `dataset` is blank where it covers everything; `rows` is None where rows make no sense."""

    name: str
    content: bytes
    media_type: str
    use: Words
    dataset: str = ""
    rows: int | None = None

    @property
    def size(self) -> int:
        return len(self.content)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Format:
    extension: str
    media_type: str
    use: Words
    write: Callable[[Dataset, pd.DataFrame], bytes]


def to_csv(dataset: Dataset, table: pd.DataFrame) -> bytes:
    """RFC 4180 with line feeds, UTF-8, decimal points, a blank for what is not stated."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(dataset.header)
    writer.writerows([_text(value) for value in row] for row in table.itertuples(index=False, name=None))
    return text.getvalue().encode()


def _python(value: object) -> object:
    """A cell as plain Python; None for what is not stated."""
    return None if value is pd.NA else value.item() if isinstance(value, np.generic) else value


def _text(value: object) -> str:
    plain = _python(value)
    return "" if plain is None else str(plain).lower() if isinstance(plain, bool) else str(plain)


def to_json(dataset: Dataset, table: pd.DataFrame) -> bytes:
    """A list of objects; amounts as strings of digits, so that no reader makes binary fractions of money; null for what is not stated."""
    rows = [dict(zip(dataset.header, map(_plain, row), strict=True)) for row in table.itertuples(index=False, name=None)]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(value: object) -> object:
    plain = _python(value)
    return str(plain) if isinstance(plain, Decimal) else plain


FORMATS: tuple[Format, ...] = (
    Format("csv", "text/csv", {"pl": "Tabela z przecinkami, dla programów i arkuszy.", "en": "A comma-separated table, for programs and spreadsheets."}, to_csv),
    Format("json", "application/json", {"pl": "Lista obiektów, dla programów.", "en": "A list of objects, for programs."}, to_json),
)


def of_tables(datasets: Mapping[str, Dataset], tables: Mapping[str, pd.DataFrame]) -> tuple[Download, ...]:
    """Every dataset in every format."""
    return tuple(Download(f"{name}.{f.extension}", f.write(datasets[name], table), f.media_type, f.use, name, len(table)) for name, table in tables.items() for f in FORMATS)


def archive(files: Iterable[Download]) -> bytes:
    """A zip with fixed times and modes: the same content gives the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for file in sorted(files, key=lambda f: f.name):
            entry = zipfile.ZipInfo(file.name, ZIP_TIME)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            package.writestr(entry, file.content)
    return made.getvalue()


def checksums(files: Iterable[Download]) -> bytes:
    """As sha256sum prints them, so that `sha256sum -c SHA256SUMS` checks a folder."""
    return "".join(f"{file.sha256}  {file.name}\n" for file in sorted(files, key=lambda f: f.name)).encode()
