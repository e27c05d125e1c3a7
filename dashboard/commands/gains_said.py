"""The gains plan in words: what `gains-plan` prints for a person."""

from typing import Any

from dashboard import format
from dashboard.sentences import Voice
from data.vocabulary import AuthorityKind


def plan_said(document: dict[str, Any], voice: Voice) -> list[str]:
    """Return the lines of one plan's document."""
    missing = dict.fromkeys(lack for check in document["checks"] for lack in check["lacks"])
    return [
        f"{document['initiative']} · {document['name']} · {format.day(voice.language, document['as_of'])}",
        *([document["watermark"]] if document["watermark"] else []),
        " ".join(document["answer"]),
        *_adopted(document["adopted"], voice),
        voice.word("command.gains_plan.planned", year=document["price_year"]),
        *(_gain(row, voice) for row in document["gains"]),
        *_cuts_said(document["required_cut"], voice),
        *_exempt(document),
        *_measures(document, voice),
        *document["grant"]["said"],
        *_ranking(document["ranking"], voice),
        *([voice.word("command.gains_plan.lacks"), *(f"  {one}" for one in missing)] if missing else []),
    ]


def ranking_said(document: dict[str, Any], voice: Voice) -> list[str]:
    """Return the lines of the plans in their order."""
    told = voice.word("command.gains_plan.ranked", year=document["price_year"])
    return [told, *(_ranked(row, voice) for row in document["plans"])]


def _ranked(row: dict[str, Any], voice: Voice) -> str:
    missing = voice.word("figure.missing")
    return "  " + voice.word(
        "command.gains_plan.ranked_row",
        rank=missing if row["rank"] is None else row["rank"],
        initiative=row["initiative_id"],
        name=row["name"],
        value=missing if row["per_krone"] is None else format.number(voice.language, row["per_krone"], 2),
        met=row["met"],
        checks=row["checks"],
    )


def _adopted(adopted: dict[str, Any] | None, voice: Voice) -> list[str]:
    if adopted is None:
        return []
    who = voice.word(f"authority_kind.{AuthorityKind(adopted['authority_kind'])}")
    day = format.day(voice.language, adopted["adopted_on"])
    told = {"number": adopted["number"], "reference": adopted["decision_reference"]}
    return [voice.word("cofund.adopted.version", day=day, who=who, **told)]


def _measures(document: dict[str, Any], voice: Voice) -> list[str]:
    rows = [
        f"  {number}. {one['description']}"
        + (f" ({format.day(voice.language, one['due_on'])})" if one["due_on"] else "")
        for number, one in enumerate(document["measures"], start=1)
    ]
    return [voice.word("cofund.measures") + ":", *rows] if rows else []


def _ranking(ranking: dict[str, Any] | None, voice: Voice) -> list[str]:
    if ranking is None or ranking["rank"] is None:
        return []
    value = format.number(voice.language, ranking["per_krone"], 2)
    return [voice.word("cofund.ranking.said", rank=ranking["rank"], of=ranking["of"], value=value)]


def _cuts_said(cuts: dict[str, Any], voice: Voice) -> list[str]:
    rows = [
        f"  {row['name']} {row['fiscal_year']}: {_amount(row, 'required_cut_minor', voice)}. {row['because']}"
        for row in cuts["rows"]
    ]
    notes = [cuts["label"], *cuts["said"], *([cuts["confirm"]] if cuts["confirm"] else [])]
    default = all(row["reason"] == "municipal_plan" for row in cuts["rows"])
    return notes if default else [*notes, *rows]


def _exempt(document: dict[str, Any]) -> list[str]:
    """Return who is exempt; a computed cut has said it by year already."""
    rows = document["required_cut"]["rows"]
    if any(row["reason"] != "municipal_plan" for row in rows):
        return []
    return [f"  {one['name']}: {one['exempt_because']}" for one in document["entities"] if one["exempt"]]


def _gain(row: dict[str, Any], voice: Voice) -> str:
    parts = {part: _amount(row, f"{part}_minor", voice) for part in ("gross", "operating_cost", "net")}
    return "  " + voice.word("command.gains_plan.row", entity=row["name"], year=row["fiscal_year"], **parts)


def _amount(row: dict[str, Any], name: str, voice: Voice) -> str:
    return voice.word("figure.missing") if row[name] is None else voice.money(row[name])
