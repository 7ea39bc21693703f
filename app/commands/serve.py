"""The command that starts the server."""

from __future__ import annotations

import click
from flask.cli import ScriptInfo, pass_script_info

from app.starting import DemoAccountsLeft, check_demo, close_at_start
from app.web.mail.sending import MailTimer
from app.web.platform.context import State
from app.web.platform.metrics import serve_metrics
from app.web.platform.serving import Serving, listen
from app.web.platform.systemd import inherited_socket, say_ready


@click.command("serve")
@click.option("--host", help="Instead of HOST.")
@click.option("--port", type=click.IntRange(0, 65_535), help="Instead of PORT.")
@pass_script_info
def serve(info: ScriptInfo, host: str | None, port: int | None) -> None:
    """Serve the pages until the process gets SIGTERM or SIGINT."""
    app = info.load_app()
    state: State = app.extensions["her_i_dag"]
    host = state.config.host if host is None else host
    port = state.config.port if port is None else port
    try:
        check_demo(app, host)
        inherited = inherited_socket()
        listener = inherited or listen(host, port)
        close_at_start(app)
        serving = Serving(app, listener)
    except DemoAccountsLeft as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{host}:{port} can't be used: {error.strerror}") from None
    if state.config.metrics_port:
        try:
            serve_metrics(app, state.config.metrics_port, serving.waiting)
        except OSError as error:
            # While versions change places, the other one still has the port.
            if not inherited:
                raise click.ClickException(
                    f"METRICS_PORT can't be used: {error.strerror}"
                ) from None
    click.echo(f"Serving on {'the socket of systemd' if inherited else f'http://{host}:{port}'}")
    say_ready()
    mail = MailTimer(app)
    if state.config.sends_mail:
        mail.start()
    serving.run()
    if state.config.sends_mail:
        mail.stop(timeout=1)


COMMANDS: tuple[click.Command, ...] = (serve,)
