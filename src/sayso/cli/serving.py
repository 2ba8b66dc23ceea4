"""`sayso serve`: the local page on a ledger, until Ctrl-C."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from pathlib import Path

import click

from sayso.cli.common import ledger_option, name_user, tell


@click.command("serve")
@ledger_option
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port; 0 takes a free one. [default: 0]")
@click.option("--open", "-o", "opening", is_flag=True, help="Open the page in the browser.")
@click.option("--read-only", is_flag=True, help="Show, and change nothing.")
@click.option(
    "--as", "user", metavar="NAME", help="Whose decisions these are. [default: the name you are logged in with]"
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Another address than the loopback can be reached by other machines, and is for --read-only.",
)
@click.option("--weights", type=click.Path(file_okay=False), help="Another weights folder than the one shipped.")
def serve_command(
    ledger_path: str, port: int, opening: bool, read_only: bool, user: str | None, host: str, weights: str | None
) -> None:
    """Open a ledger as a page in the browser: read, search, check, add.

    The page is for this machine only and needs no network. Its address is printed; Ctrl-C ends it.

    \b
    Examples:
      sayso serve -o
      sayso serve --ledger strike.db --port 8000 --as anna
    """
    import logging

    import uvicorn

    from sayso.serve import create_app

    _check_host(host, read_only=read_only)
    user = (user or "").strip() or name_user()
    _bring_up_to_date(ledger_path, read_only=read_only)
    listening = _listen(host, port)
    chosen = listening.getsockname()[1]
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{chosen}/"
    app = create_app(
        Path(ledger_path).absolute(),
        user=user,
        read_only=read_only,
        port=chosen,
        hosts=_list_names(host),
        weights=weights,
    )
    logging.basicConfig(level=logging.WARNING, format="sayso serve: %(message)s")
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=3)
    click.echo(address)
    tell(f"{ledger_path} is open at {address}{' (read-only)' if read_only else f' as {user}'}; Ctrl-C ends it")
    if opening:
        import webbrowser

        webbrowser.open(address)
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])
    tell("sayso serve: stopped; all that was decided and added is in the ledger")


def _check_host(host: str, *, read_only: bool) -> None:
    try:
        is_loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        raise click.BadParameter(
            f"{host!r} is no address; write numbers, as in 127.0.0.1", param_hint="--host"
        ) from None
    if not is_loopback and not read_only:
        raise click.UsageError(
            f"{host} can be reached by other machines, and the page has no passwords: give --read-only with it, or leave --host out"
        )


def _list_names(host: str) -> tuple[str, ...]:
    """The names a page may be called by besides the loopback's; with an address for all networks, those of this machine."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 (asked for with --read-only)
        found = {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None)}
        return (socket.gethostname().lower(), *(f"[{each}]" if ":" in each else each for each in sorted(found)))
    return (f"[{host}]" if ":" in host else host,)


def _bring_up_to_date(ledger_path: str, *, read_only: bool) -> None:
    """Opens what is there once, so that a file that cannot be used is told here; an older ledger takes the present shape."""
    from sayso.ledger import Ledger, LedgerView

    if not Path(ledger_path).exists():
        return
    with (LedgerView if read_only else Ledger)(ledger_path):
        pass


def _listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections from now on, so that the address can be told before the page is up."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named because asyncio turns Nagle's algorithm off only where it is: each answer would wait 40 ms for a delayed receipt.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise click.ClickException(
            f"port {port} of {host} cannot be used ({error.strerror}); leave --port out to take a free one"
        ) from error
    listening.listen(128)
    return listening
