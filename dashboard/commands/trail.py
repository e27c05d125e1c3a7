"""Commands about the trail: its tips, to keep elsewhere, and the proof that it is whole."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from dashboard import format
from dashboard.commands.database import make_ready
from dashboard.commands.output import COMMAND_LINE, answer, json_option, language_option, refuse, waiting
from dashboard.words import text
from data.chain import Checked, checked
from data.queries.trail import tips
from data.trail import Tip

SHOWN = 20
"""How many faults of a chain are told to a person."""


@click.group("audit")
def audit_command() -> None:
    """Prove the audit trail: print what to keep elsewhere, and check the trail against it.

    Each event of the trail holds the hash of the one before. The newest hash, kept where the owner of the database
    cannot write, proves later that nothing before it was changed or taken away.
    """


@audit_command.command("tip")
@click.option("--municipality", help="Only this municipality's.")
@json_option
@language_option
def tip_command(municipality: str | None, as_json: bool, language: str) -> None:
    """Print the newest event of each municipality's trail: number, hash and time.

    Add it each day to a file that the owner of the database cannot write, or send it by e-mail.
    """
    make_ready(as_json=as_json, language=language)
    found = tips(COMMAND_LINE, municipality)
    if not found:
        message = text(language, "command.audit.tip.none")
        refuse({"error": "no_trail", "municipality": municipality, "message": message}, message, as_json=as_json)
    document = {"tips": [_told(tip) for tip in found], "taken_at": datetime.now(UTC)}
    answer(document, as_json=as_json, say=lambda: "\n".join(_line(tip) for tip in found))


def _told(tip: Tip) -> dict[str, Any]:
    at = tip.happened_at.isoformat(timespec="microseconds")
    return {"municipality": tip.municipality_id, "sequence": tip.sequence, "hash": tip.event_hash, "at": at}


def _line(tip: Tip) -> str:
    return " ".join(str(part) for part in _told(tip).values())


@audit_command.command("verify")
@click.option(
    "--tip",
    "kept",
    type=click.Path(path_type=Path),
    help="File with tips that were kept: lines or JSON as «audit tip» prints them, of as many days as you like.",
)
@json_option
@language_option
def verify_trail_command(kept: Path | None, as_json: bool, language: str) -> None:
    """Check that the trail is whole and that the kept tips are in it; end with 1 on any difference."""
    wanted = [] if kept is None else _kept(kept, as_json=as_json, language=language)
    make_ready(as_json=as_json, language=language)
    with waiting(text(language, "command.audit.verify.running")):
        chains = checked(COMMAND_LINE, tips=wanted)
    document = {
        "whole": not any(chain.faults for chain in chains),
        "chains": [_chain(chain, language) for chain in chains],
        "untipped": [chain.municipality_id for chain in chains if kept and not chain.tips],
    }
    lines = "\n".join(_lines(document, language))
    if document["whole"]:
        answer(document, as_json=as_json, say=lambda: lines)
    else:
        refuse(document, lines, as_json=as_json)


def _chain(chain: Checked, language: str) -> dict[str, Any]:
    return {
        "municipality": chain.municipality_id,
        "events": chain.events,
        "tips": len(chain.tips),
        "faults": [
            {"event": one.sequence, "fault": one.fault, "message": text(language, f"audit.fault.{one.fault}")}
            for one in chain.faults
        ],
    }


def _lines(document: dict[str, Any], language: str) -> Iterator[str]:
    chains = document["chains"]
    if not chains:
        yield text(language, "command.audit.verify.none")
    for chain in chains:
        state = "broken" if chain["faults"] else "whole"
        counts = {name: format.count(language, chain[name]) for name in ("events", "tips")}
        n = format.count(language, len(chain["faults"]))
        yield text(language, f"command.audit.verify.{state}", municipality=chain["municipality"], n=n, **counts)
        for fault in chain["faults"][:SHOWN]:
            yield "  " + text(language, "command.audit.fault", event=fault["event"], message=fault["message"])
        if len(chain["faults"]) > SHOWN:
            rest = format.count(language, len(chain["faults"]) - SHOWN)
            yield "  " + text(language, "command.audit.more", n=rest)
    for municipality in document["untipped"]:
        yield text(language, "command.audit.untipped", municipality=municipality)


def _kept(path: Path, *, as_json: bool, language: str) -> list[Tip]:
    """Return the tips of a file; end with 1 and a sentence where it holds none or something else."""
    try:
        found = _read(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        found, cause = [], str(error)
    else:
        cause = text(language, "command.audit.no_tips")
    if not found:
        said = text(language, "command.audit.unreadable", file=str(path), cause=cause)
        refuse({"error": "unreadable_tips", "file": str(path), "message": said}, said, as_json=as_json)
    return found


def _read(content: str) -> list[Tip]:
    """Return the tips of a JSON object, or of lines: municipality, number, hash, time; # begins a line to skip."""
    if content.lstrip().startswith("{"):
        return [
            _tip(one["municipality"], one["sequence"], one["hash"], one["at"]) for one in json.loads(content)["tips"]
        ]
    lines = (line.split() for line in content.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    return [_tip(*parts) for parts in lines]


def _tip(municipality: str, sequence: str | int, event_hash: str, at: str) -> Tip:
    return Tip(municipality, int(sequence), event_hash, datetime.fromisoformat(at))
