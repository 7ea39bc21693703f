"""The command that starts the server."""

from __future__ import annotations

import click
from flask.cli import ScriptInfo, pass_script_info

from app.starting import DemoAccountsLeft, check_demo
from app.web.platform.serving import Serving, listen
from app.web.platform.systemd import inherited_socket, say_ready


@click.command("serve")
@click.option("--host", envvar="HOST", default="127.0.0.1", show_default=True)
@click.option("--port", envvar="PORT", default=8000, show_default=True)
@pass_script_info
def serve(info: ScriptInfo, host: str, port: int) -> None:
    """Serve the pages until the process gets SIGTERM or SIGINT."""
    app = info.load_app()
    try:
        check_demo(app, host)
        inherited = inherited_socket()
        listener = inherited or listen(host, port)
    except DemoAccountsLeft as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{host}:{port} can't be used: {error.strerror}") from None
    click.echo(f"Serving on {'the socket of systemd' if inherited else f'http://{host}:{port}'}")
    server = Serving(app, listener)
    say_ready()
    server.run()


COMMANDS: tuple[click.Command, ...] = (serve,)
