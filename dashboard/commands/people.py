"""Commands about people: who has access, and the roles they are given; the first administrator is made so."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, TypeVar

import click

from dashboard import format
from dashboard.actions.grant_role import GIVEN_TO_NOBODY, RoleGrant, grant_role
from dashboard.actions.refusals import Refused
from dashboard.actions.revoke_role import Revocation, revoke_role
from dashboard.commands.database import make_ready
from dashboard.commands.output import COMMAND_LINE, answer, json_option, language_option, refuse
from dashboard.words import text
from dashboard.words.people import refused_text, role_text
from data.access import Identity
from data.queries.people import KnownPerson, Register, register
from data.queries.scope import municipalities
from data.vocabulary import Role

ROLES = [role.value for role in Role if role not in GIVEN_TO_NOBODY]
DAY = click.DateTime(["%Y-%m-%d"])
Command = TypeVar("Command", bound=Callable[..., Any])


def _of_a_role(command: Command) -> Command:
    """Add the options that name one role of one person."""
    for option in (
        click.option("--subject", required=True, help="Who it is to the issuer (sub), never an e-mail address."),
        click.option("--issuer", required=True, help="Who vouches for the person (iss), such as an https address."),
        click.option("--unit", help="Code of the unit: for leader, superior and hr, and for them alone."),
        click.option("--role", required=True, type=click.Choice(ROLES), help="The role."),
        click.option("--municipality", required=True, help="Key of the municipality."),
    ):
        command = option(command)
    return command


@click.command("grant")
@_of_a_role
@click.option("--name", help="Name to show a person by who is new.")
@click.option("--from", "begins", type=DAY, help="First day of the role, such as 2026-12-01; today without.")
@json_option
@language_option
def grant_command(
    municipality: str, role: str, unit: str | None, begins: datetime | None, as_json: bool, language: str, **told: Any
) -> None:
    """Give a person a role; also how a municipality gets its first administrator."""
    make_ready(as_json=as_json, language=language)
    on, identity = _day(begins), Identity(told["issuer"], told["subject"])
    try:
        granted = grant_role(COMMAND_LINE, RoleGrant(municipality, identity, Role(role), unit, on, told["name"]))
    except Refused as refused:
        _refuse("granted", refused, as_json=as_json, language=language)
    else:
        document = {"granted": True, "changed": granted.changed, "person": granted.person_id}
        key = "command.grant.done" if granted.changed else "command.grant.already"
        slots = {"role": text(language, f"role.{role}"), "day": format.day(language, granted.begins)}
        answer(
            document | {"role": role, "from": granted.begins},
            as_json=as_json,
            say=lambda: text(language, key, **slots),
        )


@click.command("revoke")
@_of_a_role
@click.option("--on", "ends", type=DAY, help="First day without the role, such as 2026-12-01; today without.")
@json_option
@language_option
def revoke_command(
    municipality: str, role: str, unit: str | None, ends: datetime | None, as_json: bool, language: str, **told: Any
) -> None:
    """Take a role from a person; a role that ends today ends the person's sessions at once."""
    make_ready(as_json=as_json, language=language)
    on, identity = _day(ends), Identity(told["issuer"], told["subject"])
    try:
        revoked = revoke_role(COMMAND_LINE, Revocation(municipality, identity, Role(role), unit, on))
    except Refused as refused:
        _refuse("revoked", refused, as_json=as_json, language=language)
    else:
        document = {"revoked": True, "changed": revoked.changed, "person": revoked.person_id}
        key = "command.revoke.done" if revoked.changed else "command.revoke.already"
        slots = {"role": text(language, f"role.{role}"), "day": format.day(language, on)}
        count = format.count(language, revoked.sessions_ended)
        answer(
            document | {"role": role, "on": on, "sessions_ended": revoked.sessions_ended},
            as_json=as_json,
            say=lambda: text(language, key, n=count, **slots),
        )


def _day(told: datetime | None) -> date:
    return told.date() if told else date.today()


def _refuse(done: str, refused: Refused, *, as_json: bool, language: str) -> None:
    said = refused_text(language, refused)
    refuse({done: False, "error": refused.reason, "message": said}, said, as_json=as_json)


@click.command("people")
@click.option("--municipality", help="Only this municipality's.")
@json_option
@language_option
def people_command(municipality: str | None, as_json: bool, language: str) -> None:
    """List the people that municipalities know, with their roles; the trail says that they were listed."""
    make_ready(as_json=as_json, language=language)
    towns = municipalities(COMMAND_LINE, municipality)
    if municipality is not None and towns.empty:
        _refuse("listed", Refused("municipality", found=municipality), as_json=as_json, language=language)
    known = {str(key): register(COMMAND_LINE, str(key)) for key in towns["municipality_id"]}
    documents = [_person(key, one, found) for key, found in known.items() for one in found.people]
    lines = [line for key, found in known.items() for one in found.people for line in _lines(language, key, one)]
    answer(
        {"people": documents},
        as_json=as_json,
        say=lambda: "\n".join(lines) or text(language, "command.people.none"),
    )


def _person(municipality_id: str, one: KnownPerson, found: Register) -> dict[str, Any]:
    return {
        "municipality": municipality_id,
        "person": one.person_id,
        "issuer": one.identity.issuer,
        "subject": one.identity.subject,
        "name": one.name,
        "roles": [
            {"role": held.role, "unit": held.unit_id, "from": stretch.begins, "until": stretch.ends}
            for held in one.roles
            for stretch in held.stretches
        ],
        "sessions": sum(1 for session in found.sessions if session.person_id == one.person_id),
    }


def _lines(language: str, municipality_id: str, one: KnownPerson) -> Iterator[str]:
    name = one.name or text(language, "admin.unnamed")
    yield f"{municipality_id}  {name}  ({one.identity.subject}, {one.identity.issuer})"
    today = date.today()
    standing = [(held, stretch) for held in one.roles if (stretch := held.standing(today))]
    yield from (f"    {role_text(language, held, stretch)}" for held, stretch in standing)
    if not standing:
        yield f"    {text(language, 'admin.no_role')}"
