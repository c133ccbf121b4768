"""Files packed into one zip, and their list of checksums."""

import hashlib
import io
import zipfile
from collections.abc import Mapping

from datasite.publication.checksums import sha256sum_lines

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold
_UNIX = 3  # the system whose modes the zip holds
_READABLE = 0o644 << 16


def zip_archive(files: Mapping[str, bytes]) -> bytes:
    """A zip of the files by name, with fixed times and modes: the same files, the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _READABLE
            archive.writestr(entry, files[name])
    return content.getvalue()


def checksum_list(files: Mapping[str, bytes]) -> bytes:
    """The files by name as sha256sum lists them, so that `sha256sum -c SHA256SUMS` checks them."""
    digests = {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
    return sha256sum_lines(digests)
