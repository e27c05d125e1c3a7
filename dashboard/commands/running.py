"""Commands that make the database ready and start the app."""

import os
import sys

import click
from sqlalchemy.exc import SQLAlchemyError

from dashboard import settings
from dashboard.actions.prepare import demonstrate, demonstrate_if_empty
from dashboard.commands.database import make_ready
from dashboard.commands.output import COMMAND_LINE, answer, json_option, language_option, waiting
from dashboard.settings import WrongSettings
from dashboard.start_checks import LANGUAGE_VARIABLE
from dashboard.words import text
from data import people
from data.access import looking_at_the_gate
from data.database import ROOT, URL_VARIABLE, database_url

PORT = 8501


@click.command("init")
@json_option
@language_option
def init_command(as_json: bool, language: str) -> None:
    """Create the database, or bring it to the present schema."""
    make_ready(as_json=as_json, language=language)
    answer({"ready": True}, as_json=as_json, say=lambda: text(language, "command.init.done"))


@click.command("demo")
@json_option
@language_option
def demo_command(as_json: bool, language: str) -> None:
    """Load the fictional demo municipality."""
    make_ready(as_json=as_json, language=language)
    with waiting(text(language, "command.demo.running")):
        loaded = demonstrate(COMMAND_LINE)
    key = "command.demo.loaded" if loaded else "command.demo.already"
    answer({"loaded": loaded}, as_json=as_json, say=lambda: text(language, key))


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="Port on 127.0.0.1.")
@click.option("--prepare", is_flag=True, help="First make the database ready, with the demo where it is empty.")
@json_option
@language_option
def serve_command(port: int, prepare: bool, as_json: bool, language: str) -> None:
    """Start the app on this machine and print its address."""
    if prepare:
        make_ready(as_json=as_json, language=language)
        with waiting(text(language, "command.demo.running")):
            loaded = demonstrate_if_empty(COMMAND_LINE)
        if loaded and not as_json:
            click.echo(text(language, "command.demo.loaded"))
    address = f"http://localhost:{port}"
    answer({"address": address}, as_json=as_json, say=lambda: text(language, "command.serve.address", address=address))
    if not as_json and not ways_in():
        click.echo(text(language, "command.serve.no_way_in"))
    sys.stdout.flush()
    environment = {**os.environ, URL_VARIABLE: database_url(), LANGUAGE_VARIABLE: language}
    os.chdir(ROOT)
    app = str(ROOT / "dashboard" / "app.py")
    os.execve(  # noqa: S606 - the interpreter itself, with fixed arguments
        sys.executable,
        [sys.executable, "-m", "streamlit", "run", app, "--server.port", str(port)],
        environment,
    )


def ways_in() -> bool:
    """Tell whether anybody can sign in on the page: by a provider, or as one of the demo's people."""
    try:
        if settings.current().configured:
            return True
        with looking_at_the_gate() as session:
            return bool(people.demo_people(session))
    except (WrongSettings, SQLAlchemyError):
        return True  # the app says what is wrong as it starts
