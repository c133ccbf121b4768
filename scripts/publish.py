"""Send the verified output/ to a folder or, by rclone, to an S3-compatible store: new files first,
then pages, removals last.

A second run sends what a first one that was stopped has not, for files are compared by checksum and
headers, not by time.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Protocol

import typer

from datasite import command_line
from datasite.command_line import CallError, SurroundingsError
from datasite.delivery import checksums, os_calls, output, upload_plan
from datasite.delivery.upload_plan import Batch, UploadedFile

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent
INCOMING = ".kto-z-kim-za-ile-incoming"  # the one file that a folder is just getting
NOTHING_THERE = 3  # rclone's exit code where a folder of the store has no files


class UnverifiedError(Exception):
    """What is in output/ is not what a build has verified."""


class Place(Protocol):
    """Where a site can be sent."""

    kind: str  # of the checksums that it tells

    def listing(self) -> dict[str, UploadedFile]:
        """What it holds, by path."""

    def do(self, batch: Batch, site: Path) -> None:
        """Send the batch from `site`, or remove it. Each file is there whole or not at all."""


class Folder:
    """A folder of this machine. It keeps no headers: its web server sends them."""

    kind = "sha256"

    def __init__(self, path: Path, site: Path) -> None:
        self._path = path.resolve()
        if self._path.is_relative_to(site.resolve()) or site.resolve().is_relative_to(self._path):
            raise CallError(f"{path} and {site} are one inside the other")
        (self._path / INCOMING).unlink(missing_ok=True)  # of a run that was killed
        try:
            output.require_fit_output(self._path, ROOT, command_line.HOME)
        except output.UnfitOutputError as error:
            raise CallError(str(error)) from error

    def listing(self) -> dict[str, UploadedFile]:
        return {
            path: UploadedFile(digest)
            for path, digest in checksums.read_digests(self._path, self.kind).items()
        }

    def do(self, batch: Batch, site: Path) -> None:
        for path in batch.paths:
            there = self._path / path
            if batch.headers is None:
                there.unlink(missing_ok=True)
                self._remove_empty(there.parent)
            else:
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(site / path, self._path / INCOMING)
                (self._path / INCOMING).replace(there)

    def _remove_empty(self, folder: Path) -> None:
        while folder != self._path and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


class Store:
    """A folder of an S3-compatible store. rclone's own variables (RCLONE_CONFIG_…) say which, and
    hold its keys.
    """

    kind = "md5"

    def __init__(self, remote: str) -> None:
        if not remote.rpartition(":")[2].strip("/"):
            raise CallError(
                f"{remote} names no bucket; write {remote.rstrip('/')}BUCKET or"
                f" {remote.rstrip('/')}BUCKET/FOLDER"
            )
        self._remote = remote
        beside = Path(sys.executable).parent / "rclone"
        found = str(beside) if beside.is_file() else shutil.which("rclone")
        if not found:
            raise SurroundingsError("there is no rclone; `make publish` installs it")
        self._rclone = found

    def listing(self) -> dict[str, UploadedFile]:
        done = self._run(
            [
                "lsjson",
                "--recursive",
                "--files-only",
                "--no-modtime",
                "--hash",
                "--hash-type",
                "md5",
                "--metadata",
                self._remote,
            ]
        )
        if done.returncode == NOTHING_THERE:
            return {}
        self._raise_for(done)
        return {
            entry["Path"]: UploadedFile(
                entry.get("Hashes", {}).get("md5", ""), _headers(entry.get("Metadata", {}))
            )
            for entry in json.loads(done.stdout)
        }

    def do(self, batch: Batch, site: Path) -> None:
        names = "".join(f"{path}\n" for path in batch.paths)
        if batch.headers is None:
            arguments = ["delete", self._remote]
        else:
            headers = [
                word
                for name, value in batch.headers.items()
                for word in ("--header-upload", f"{name}: {value}")
            ]
            arguments = [
                "copy",
                str(site),
                self._remote,
                "--no-check-dest",
                "--s3-no-check-bucket",
                *headers,
            ]
        self._raise_for(self._run([*arguments, "--files-from-raw", "-"], names))

    def _run(self, arguments: list[str], said: str = "") -> subprocess.CompletedProcess[str]:
        return os_calls.run_program([self._rclone, *arguments], said)

    def _raise_for(self, done: subprocess.CompletedProcess[str]) -> None:
        if done.returncode:
            lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
            raise SurroundingsError(f"rclone: {lines[-1]}")


def _headers(metadata: Mapping[str, str]) -> dict[str, str]:
    return {name: metadata.get(name.lower(), "") for name in ("Content-Type", "Cache-Control")}


def place(to: str, site: Path) -> Place:
    """`NAME:BUCKET/FOLDER` is a store, anything else a folder (`./a:b` too).

    Raises CallError where no site may be sent there, SurroundingsError where it does not serve now.
    """
    return Store(to) if to.startswith(":") or ":" in to.split("/", 1)[0] else Folder(Path(to), site)


def publish(site: Path, to: str, dry: bool) -> int:
    """Make the place equal to `site`, and look that it is; how many files were sent or removed.

    `dry`: only say what would be done.
    """
    with output.locked(site):
        if not output.is_verified(site, checksums.read_digests(site)):
            raise UnverifiedError(f"{site} is not what the last `make site` verified; run it again")
        there = place(to, site)
        sums = checksums.read_digests(site, there.kind)
        batches = upload_plan.plan_upload(sums, there.listing())
        for batch in batches:
            if dry:
                _say_each(batch)
            else:
                typer.echo(_announcement(batch), err=True)
                there.do(batch, site)
        if batches and not dry and upload_plan.plan_upload(sums, there.listing()):
            raise SurroundingsError(
                f"{to} still differs from {site}; does anything else write there?"
            )
    return sum(len(batch.paths) for batch in batches)


def _announcement(batch: Batch) -> str:
    """E.g. "new pages: sending 12 as text/html; charset=utf-8 …"."""
    if batch.headers is None:
        return f"{batch.name}: removing {len(batch.paths)} …"
    return f"{batch.name}: sending {len(batch.paths)} as {batch.headers['Content-Type']} …"


def _say_each(batch: Batch) -> None:
    for path in batch.paths:
        typer.echo(
            "\t".join(
                ("remove", path)
                if batch.headers is None
                else ("send", path, *batch.headers.values())
            )
        )


@app.command()
@command_line.reports_errors
def main(
    to: Annotated[str, typer.Argument(help="A folder, or REMOTE:BUCKET/FOLDER of rclone.")],
    site: Annotated[
        Path,
        typer.Option(
            help="The folder to send; output/ of this project if not named.", show_default=False
        ),
    ] = ROOT / "output",
    dry: Annotated[
        bool, typer.Option("--dry", help="Only say what would be sent and removed, in order.")
    ] = False,
    debug: command_line.Debug = False,
) -> None:
    """Send the verified site.

    Exit codes: 1 it is not verified, 2 the place is not fit, 4 the place or this machine failed.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C
    os.umask(0o022)  # a web server under another name reads what a folder gets
    try:
        count = publish(site.absolute(), to, dry)
    except UnverifiedError as error:
        typer.echo(f"{error}. Nothing was sent.", err=True)
        raise typer.Exit(command_line.Exit.DATA) from error
    except (CallError, upload_plan.ForeignFilesError) as error:
        raise CallError(f"{to}: {error}. Nothing was sent.") from error
    except (SurroundingsError, output.OutputError, OSError) as error:
        raise SurroundingsError(f"{error}. Run it again: it goes on where it stopped.") from error
    except KeyboardInterrupt as stopped:
        typer.echo("Stopped. Run it again: it goes on where it stopped.", err=True)
        raise typer.Exit(command_line.Exit.STOPPED) from stopped
    done = (
        "nothing to do, it equals the site"
        if not count
        else (
            f"{count} files to send or remove"
            if dry
            else f"{count} files sent or removed; it equals the site"
        )
    )
    typer.echo(f"{to}: {done}.")


if __name__ == "__main__":
    app()
