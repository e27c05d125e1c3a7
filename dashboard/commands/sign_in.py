"""The command that signs somebody in on the machine itself, where no provider does."""

from datetime import date

import click

from dashboard.commands.database import make_ready
from dashboard.commands.output import answer, json_option, language_option, refuse
from dashboard.commands.running import PORT
from dashboard.words import text
from data import one_time, people
from data.access import Identity, looking_at_the_gate


@click.command("sign-in")
@click.option("--issuer", required=True, help="Who vouches for the person, as given with «grant».")
@click.option("--subject", required=True, help="The person's name with the issuer, as given with «grant».")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="Where the app listens.")
@json_option
@language_option
def sign_in_command(issuer: str, subject: str, port: int, as_json: bool, language: str) -> None:
    """Print a link that signs a person in once, within a minute, on this machine.

    The person must have been given a role. Whoever may run this may read the database as well: the link gives them a
    session under a name of its own, which stands in the trail.
    """
    make_ready(as_json=as_json, language=language)
    identity = Identity(issuer, subject)
    with looking_at_the_gate() as session:
        known = people.principal_of(session, identity, date.today()).grants
    if not known:
        said = text(language, "command.sign_in.unknown", issuer=issuer, subject=subject)
        refuse({"error": "unknown_person", "message": said}, said, as_json=as_json)
    address = f"http://localhost:{port}/logg-inn/engang/{one_time.make_link(identity)}"
    seconds = round(one_time.GOOD_FOR.total_seconds())
    answer(
        {"address": address, "seconds": seconds},
        as_json=as_json,
        say=lambda: text(language, "command.sign_in.link", address=address, seconds=seconds),
    )
