"""The sign-in page: plain HTML, so that nothing of the app is there before somebody has signed in."""

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, quote, urlencode

from starlette.responses import HTMLResponse
from starlette.types import Scope

from dashboard import language, settings
from dashboard.markup import NOTHING, Html, html, joined
from dashboard.settings import Provider
from dashboard.signing_in.demo import DemoPerson
from dashboard.words import has, text
from data.access import Identity

DOCUMENT = """<!DOCTYPE html>
<html lang="{words}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · Brobygger</title>
<link rel="icon" href="/app/static/brobygger-icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/app/static/sign_in.css">
</head>
<body>
<header><img src="/app/static/brobygger.svg" alt="Brobygger" width="134" height="28"></header>
<main>
{content}
</main>
<footer>
{contact}
<nav aria-label="{languages}"><ul>{links}</ul></nav>
</footer>
</body>
</html>
"""
NOTICES = ("signed_out", "idle", "expired", "role_removed", "put_out")
"""Why somebody is here who was signed in; what else the address says is not repeated."""


def ways_in(scope: Scope, providers: Iterable[Provider], people: Iterable[DemoPerson], why: str) -> HTMLResponse:
    """Return the page with every way in there is, under the reason why somebody is here."""
    words = language.asked(scope)
    notice = _notice(words, why) if why in NOTICES else NOTHING
    links, buttons = _providers(words, providers), _people(words, people)
    none = NOTHING if links or buttons else _none(words)
    lead = text(words, "signin.lead")
    content = html(
        '{notice}<h1>{title}</h1><p class="lead">{lead}</p>{links}{buttons}{none}',
        notice=notice,
        title=text(words, "signin.title"),
        lead=lead,
        links=links,
        buttons=buttons,
        none=none,
    )
    return _page(scope, text(words, "signin.title"), content, 200)


def answer(scope: Scope, why: str, status: int, **slots: object) -> HTMLResponse:
    """Return the page that says why somebody is not let in, or could not be signed out, and what to do."""
    words = language.asked(scope)
    title = text(words, f"signin.why.{why}.title", **slots)
    way, target = ("signin.out", "/auth/logout") if why == "sign_out" else ("signin.again", "/logg-inn")
    content = html(
        '<h1>{title}</h1><p class="lead">{body}</p><p><a class="way" href="{target}">{way}</a></p>',
        title=title,
        body=text(words, f"signin.why.{why}.body", **slots),
        target=target,
        way=text(words, way),
    )
    return _page(scope, title, content, status)


def unknown(scope: Scope, identity: Identity) -> HTMLResponse:
    """Return the page for somebody whom nobody has given a role: whom to ask, and what to give them."""
    words = language.asked(scope)
    title = text(words, "signin.unknown.title")
    content = html(
        '<h1>{title}</h1><p class="lead">{body}</p>'
        "<dl><dt>{issuer}</dt><dd><code>{iss}</code></dd><dt>{subject}</dt><dd><code>{sub}</code></dd></dl>"
        '<p><a class="way" href="/logg-inn">{again}</a></p>',
        title=title,
        body=text(words, "signin.unknown.body"),
        issuer=text(words, "signin.unknown.issuer"),
        iss=identity.issuer,
        subject=text(words, "signin.unknown.subject"),
        sub=identity.subject,
        again=text(words, "signin.other"),
    )
    return _page(scope, title, content, 403)


def _page(scope: Scope, title: str, content: Html, status: int) -> HTMLResponse:
    words, contact = language.asked(scope), settings.current().contact
    asked = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
    stays = {"why": asked["why"]} if asked.get("why") in NOTICES else {}
    document = html(
        DOCUMENT,
        words=words,
        title=title,
        content=content,
        contact=html("<p>{said}</p>", said=text(words, "signin.contact", contact=contact)) if contact else NOTHING,
        languages=text(words, "app.languages"),
        links=joined(_language(choice, words, stays) for choice in language.LANGUAGES),
    )
    return HTMLResponse(document, status, {"Content-Language": words, "Vary": "Cookie, Accept-Language"})


def _language(choice: str, words: str, stays: Mapping[str, str]) -> Html:
    return html(
        '<li><a href="/logg-inn?{query}" lang="{choice}" hreflang="{choice}"{mark}>{name}</a></li>',
        query=urlencode({**stays, language.PARAMETER: choice}),
        choice=choice,
        mark=Html(' aria-current="true"') if choice == words else NOTHING,
        name=text(choice, "app.language_name"),
    )


def _notice(words: str, why: str) -> Html:
    return html(
        '<div class="notice" role="status"><p><strong>{title}</strong> {body}</p></div>',
        title=f"{text(words, f'notice.{why}.title')}.",
        body=text(words, f"notice.{why}.body"),
    )


def _providers(words: str, providers: Iterable[Provider]) -> Html:
    rows = [
        html(
            '<li><a class="way" href="/logg-inn/{name}">{said}</a></li>',
            name=quote(provider.name, safe=""),
            said=text(words, "signin.with", label=provider.label),
        )
        for provider in providers
    ]
    return html('<ul class="ways">{rows}</ul>', rows=joined(rows)) if rows else NOTHING


def _people(words: str, people: Iterable[DemoPerson]) -> Html:
    rows = [_person(words, person) for person in people]
    if not rows:
        return NOTHING
    return html(
        '<section><h2>{title} <span class="tag">{tag}</span></h2><p>{lead}</p>'
        '<form method="post" action="/logg-inn/demo"><ul class="people">{rows}</ul></form></section>',
        title=text(words, "signin.demo.title"),
        tag=text(words, "scope.fictional"),
        lead=text(words, "signin.demo.lead"),
        rows=joined(rows),
    )


def _person(words: str, person: DemoPerson) -> Html:
    key = f"signin.demo.{person.subject}"
    name = text(words, key) if has(words, key) else person.name
    sees = text(words, f"{key}.sees") if has(words, f"{key}.sees") else ""
    return html(
        '<li><button name="person" value="{subject}"><strong>{name}</strong><span>{sees}</span></button></li>',
        subject=person.subject,
        name=name,
        sees=sees,
    )


def _none(words: str) -> Html:
    return html(
        '<div class="notice"><h2>{title}</h2><p>{body}</p><pre><code>{commands}</code></pre></div>',
        title=text(words, "signin.none.title"),
        body=text(words, "signin.none.body"),
        commands=text(words, "signin.none.commands"),
    )
