"""The targets to which a site is uploaded: a folder of this machine, or by rclone an S3-compatible
store.
"""

import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from datasite.delivery import output
from datasite.delivery.os_calls import FinishedProgram, run_program
from datasite.delivery.site_digests import read_digests
from datasite.delivery.upload_plan import Batch, UploadedFile

_INCOMING = ".kto-z-kim-za-ile-incoming"  # the file that a folder is just receiving
_NO_FILES = 3  # rclone's exit code where a folder of the store has no files


class UnfitTargetError(Exception):
    """No site may be sent to this target; the message says why."""


class TargetError(Exception):
    """The target, or a program that it needs, does not work now; the message says which."""


class Target(Protocol):
    """A place that can hold a site."""

    algorithm: str  # of the checksums that it gives, as hashlib names it

    def uploaded_files(self) -> dict[str, UploadedFile]:
        """The files of the target, by path."""

    def apply(self, batch: Batch, site: Path) -> None:
        """Send the batch from `site`, or remove it. Each file is there whole or not at all."""


def upload_target(name: str, site: Path, root: Path, home: Path) -> Target:
    """The target of a name: `REMOTE:BUCKET/FOLDER` is a store, anything else a folder, `./a:b` too.

    `site` is what is to be sent; `root` with the sources and `home` must not be lost. Raises
    UnfitTargetError and TargetError.
    """
    if ":" in name.split("/", 1)[0]:
        return StoreTarget(name)
    return FolderTarget(Path(name), site, root, home)


class FolderTarget:
    """A folder of this machine. It keeps no headers: its web server sends them."""

    algorithm = "sha256"

    def __init__(self, path: Path, site: Path, root: Path, home: Path) -> None:
        self._path = path.resolve()
        if self._path.is_relative_to(site.resolve()) or site.resolve().is_relative_to(self._path):
            raise UnfitTargetError(f"one of {path} and {site} is inside the other")
        (self._path / _INCOMING).unlink(missing_ok=True)  # from a run that was killed
        try:
            output.require_fit_output(self._path, root, home)
        except output.UnfitOutputError as error:
            raise UnfitTargetError(str(error)) from error

    def uploaded_files(self) -> dict[str, UploadedFile]:
        """The files of the folder with their digests."""
        digests = read_digests(self._path, self.algorithm)
        return {path: UploadedFile(digest) for path, digest in digests.items()}

    def apply(self, batch: Batch, site: Path) -> None:
        """Copy or delete the files of a batch."""
        for path in batch.paths:
            file = self._path / path
            if batch.headers is None:
                file.unlink(missing_ok=True)
                self._remove_empty(file.parent)
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(site / path, self._path / _INCOMING)
                (self._path / _INCOMING).replace(file)

    def _remove_empty(self, folder: Path) -> None:
        while folder != self._path and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


class StoreTarget:
    """A folder of an S3-compatible store. The variables of rclone (RCLONE_CONFIG_…) say which store
    it is, and hold its keys.
    """

    algorithm = "md5"

    def __init__(self, remote: str) -> None:
        if not remote.rpartition(":")[2].strip("/"):
            store = remote.rstrip("/")
            raise UnfitTargetError(
                f"{remote} names no bucket; write {store}BUCKET or {store}BUCKET/FOLDER"
            )
        installed = Path(sys.executable).parent / "rclone"
        rclone = str(installed) if installed.is_file() else shutil.which("rclone")
        if not rclone:
            raise TargetError("there is no rclone; `make publish` installs it")
        self._remote = remote
        self._rclone = rclone

    def uploaded_files(self) -> dict[str, UploadedFile]:
        """The objects of the store with their digests and headers. Raises TargetError."""
        files = ["--recursive", "--files-only"]
        facts = ["--no-modtime", "--hash", "--hash-type", "md5", "--metadata"]
        listing = self._run(["lsjson", *files, *facts, self._remote])
        if listing.exit_code == _NO_FILES:
            return {}
        _raise_for(listing)
        return {
            entry["Path"]: UploadedFile(
                entry.get("Hashes", {}).get("md5", ""), _headers(entry.get("Metadata", {}))
            )
            for entry in json.loads(listing.output)
        }

    def apply(self, batch: Batch, site: Path) -> None:
        """Send or delete the files of a batch by one call of rclone. Raises TargetError."""
        if batch.headers is None:
            arguments = ["delete", self._remote]
        else:
            headers = [
                word
                for name, value in batch.headers.items()
                for word in ("--header-upload", f"{name}: {value}")
            ]
            options = ["--no-check-dest", "--s3-no-check-bucket"]
            arguments = ["copy", str(site), self._remote, *options, *headers]
        names = "".join(f"{path}\n" for path in batch.paths)
        _raise_for(self._run([*arguments, "--files-from-raw", "-"], names))

    def _run(self, arguments: list[str], text: str = "") -> FinishedProgram:
        return run_program([self._rclone, *arguments], text)


def _raise_for(finished: FinishedProgram) -> None:
    """Raise TargetError with the last line of rclone's errors where rclone failed."""
    if finished.exit_code:
        lines = finished.errors.strip().splitlines() or [f"exit code {finished.exit_code}"]
        raise TargetError(f"rclone: {lines[-1]}")


def _headers(metadata: Mapping[str, str]) -> dict[str, str]:
    return {name: metadata.get(name.lower(), "") for name in ("Content-Type", "Cache-Control")}
