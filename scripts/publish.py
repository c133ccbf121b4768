"""Send the verified output/ to a folder or, by rclone, to an S3-compatible store: new files first,
then pages, removals last.

After a run that was stopped, a second run sends the rest: files are compared by checksum and
headers, not by time.
"""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from datasite import command_line
from datasite.command_line import CallError, SurroundingsError
from datasite.delivery import output, site_digests, upload_plan
from datasite.delivery.contact_link import has_contact_link
from datasite.delivery.upload_plan import Batch
from datasite.delivery.upload_targets import TargetError, UnfitTargetError, upload_target
from datasite.language.localization import load_languages
from datasite.problems import N_

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent


class UnverifiedError(Exception):
    """The files in output/ are not those that a build has verified."""


class NoContactError(Exception):
    """Readers of the site in output/ could reach nobody."""


def publish(site: Path, to: str, dry: bool, allow_no_contact: bool) -> int:
    """Make the target `to` equal to `site`, check that it is, and return how many files were sent
    or removed. With `dry` only print what would be done.
    """
    with output.locked(site):
        if not output.is_verified(site, site_digests.read_digests(site)):
            raise UnverifiedError(f"{site} is not what the last `make site` verified; run it again")
        if not allow_no_contact and not has_contact_link(site):
            raise NoContactError
        target = upload_target(to, site, ROOT, command_line.HOME)
        digests = site_digests.read_digests(site, target.algorithm)
        batches = upload_plan.plan_upload(digests, target.uploaded_files())
        for batch in batches:
            if dry:
                _print_files(batch)
            else:
                typer.echo(_announcement(batch), err=True)
                target.apply(batch, site)
        if batches and not dry and upload_plan.plan_upload(digests, target.uploaded_files()):
            raise SurroundingsError(
                f"{to} still differs from {site}; does anything else write there?"
            )
    return sum(len(batch.paths) for batch in batches)


def _no_contact_lines(site: Path) -> Iterator[str]:
    """Why the site is not sent, in each language."""
    message = N_(
        "%(site)s was built without an address at which readers could report errors or ask for"
        " removal of their data. Set REPOSITORY_URL or CORRECTIONS_EMAIL and run `make site`"
        " again, or publish it as it is with ALLOW_NO_CONTACT=1. Nothing was sent."
    )
    for language in load_languages(ROOT).values():
        yield language.translations.gettext(message) % {"site": site}


def _announcement(batch: Batch) -> str:
    """E.g. "new pages: sending 12 as text/html; charset=utf-8 …"."""
    if batch.headers is None:
        return f"{batch.name}: removing {len(batch.paths)} …"
    return f"{batch.name}: sending {len(batch.paths)} as {batch.headers['Content-Type']} …"


def _print_files(batch: Batch) -> None:
    for path in batch.paths:
        if batch.headers is None:
            typer.echo(f"remove\t{path}")
        else:
            typer.echo("\t".join(("send", path, *batch.headers.values())))


def _result(count: int, dry: bool) -> str:
    if not count:
        return "nothing to do, it equals the site"
    if dry:
        return f"{count} files to send or remove"
    return f"{count} files sent or removed; it equals the site"


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
    allow_no_contact: Annotated[
        bool,
        typer.Option(
            "--allow-no-contact", help="Also send a site without an address for corrections."
        ),
    ] = False,
    debug: command_line.Debug = False,
) -> None:
    """Send the verified site.

    Exit codes: 1 the site is not verified, 2 the site has no address for corrections or no site may
    be sent to the target, 4 the target or this machine failed.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # SIGTERM does what Ctrl-C does
    os.umask(0o022)  # a web server under another name reads the files of a folder
    try:
        count = publish(site.absolute(), to, dry, allow_no_contact)
    except NoContactError as error:
        typer.echo("\n".join(_no_contact_lines(site)), err=True)
        raise typer.Exit(command_line.Exit.SETTING) from error
    except UnverifiedError as error:
        typer.echo(f"{error}. Nothing was sent.", err=True)
        raise typer.Exit(command_line.Exit.DATA) from error
    except (UnfitTargetError, upload_plan.ForeignFilesError) as error:
        raise CallError(f"{to}: {error}. Nothing was sent.") from error
    except (TargetError, SurroundingsError, output.OutputError, OSError) as error:
        raise SurroundingsError(f"{error}. Run it again: it goes on where it stopped.") from error
    except KeyboardInterrupt as stopped:
        typer.echo("Stopped. Run it again: it goes on where it stopped.", err=True)
        raise typer.Exit(command_line.Exit.STOPPED) from stopped
    typer.echo(f"{to}: {_result(count, dry)}.")


if __name__ == "__main__":
    app()
