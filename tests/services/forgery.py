"""What a hostile OpenID provider may forge: each forgery changes one property of an honest sign-in."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from joserfc.util import urlsafe_b64encode

Claims = dict[str, Any]
OWN_KEY, OTHER_KEY = "own-key", "other-key"
HOUR = 3600
LOW = "urn:brobygger:acr:low"


@dataclass(frozen=True)
class Signer:
    """What a provider signs with, and what it knows of its client.

    Attributes:
        own: The key whose public half it publishes.
        other: A key that it does not publish.
        small: Another such key, which has room in the header of a token.
        client_id: Its client.
        client_secret: What the client proves itself with.
    """

    own: RSAKey
    other: RSAKey
    small: ECKey
    client_id: str
    client_secret: str

    def published(self) -> Claims:
        """Return the key set that an honest provider publishes."""
        return {"keys": [self.own.as_dict(private=False, use="sig", alg="RS256")]}


def new_signer(client_id: str, client_secret: str) -> Signer:
    """Return a signer with new keys."""
    own, other = (RSAKey.generate_key(2048, {"kid": name}) for name in (OWN_KEY, OTHER_KEY))
    return Signer(own, other, ECKey.generate_key("P-256"), client_id, client_secret)


Sign = Callable[[Claims, Signer], str]


def honestly(claims: Claims, signer: Signer) -> str:
    """Sign as an honest provider does."""
    return signed(claims, signer.own, kid=OWN_KEY)


def signed(claims: Claims, key: RSAKey | ECKey, **header: Any) -> str:
    """Sign with a header of one's choice, with RS256 where it does not say otherwise."""
    return jwt.encode({"alg": "RS256", "typ": "JWT"} | header, claims, key)


def by_hand(header: Claims, claims: Claims, secret: bytes | None) -> str:
    """Put a token together that no library would: with an HMAC of any secret, or unsigned."""
    start = b".".join(urlsafe_b64encode(json.dumps(part).encode()) for part in (header, claims))
    signature = hmac.new(secret, start, hashlib.sha256).digest() if secret else b""
    return (start + b"." + urlsafe_b64encode(signature)).decode()


def public_pem(signer: Signer) -> bytes:
    """Return the published key as text, which everybody knows."""
    return bytes(signer.own.as_pem(private=False))


def other_public(signer: Signer) -> Claims:
    """Return the public half of the key that is not published."""
    return dict(signer.other.as_dict(private=False))


def changed_after_signing(claims: Claims, signer: Signer) -> str:
    """Sign honestly, then put another subject into the token."""
    header, _, signature = honestly(claims, signer).split(".")
    body = urlsafe_b64encode(json.dumps(claims | {"sub": "somebody-else"}).encode()).decode()
    return f"{header}.{body}.{signature}"


def with_claims(**claims: Any) -> Callable[[Claims], Claims]:
    """Return what puts other claims into a token."""
    return lambda honest: honest | claims


def without(name: str) -> Callable[[Claims], Claims]:
    """Return what leaves a claim out."""
    return lambda honest: {key: honest[key] for key in honest if key != name}


def shifted(name: str, seconds: int) -> Callable[[Claims], Claims]:
    """Return what puts a time into a token, so many seconds from now."""
    return lambda honest: honest | {name: int(time.time()) + seconds}


def unchanged(honest: Claims) -> Claims:
    """Return what was given."""
    return honest


def swapped_keys(signer: Signer) -> Claims:
    """Return a key set with another key under the name of the own one."""
    return {"keys": [other_public(signer) | {"kid": OWN_KEY, "use": "sig", "alg": "RS256"}]}


def both_keys(signer: Signer) -> Claims:
    """Return a key set with both keys, as while keys are changed."""
    return {"keys": [*signer.published()["keys"], other_public(signer) | {"use": "sig", "alg": "RS256"}]}


@dataclass(frozen=True)
class Forgery:
    """What of a sign-in is not as it should be; by itself, nothing.

    Attributes:
        claims: Changes the claims of the ID token before it is signed.
        sign: Signs them.
        redirect: Changes what the browser brings back to the app, `code` and `state`.
        answer: Changes what the app gets for its code.
        keys: The key set that is published.
        metadata: Changes what the provider says of itself.
    """

    claims: Callable[[Claims], Claims] = unchanged
    sign: Sign = honestly
    redirect: Callable[[Claims], Claims] = unchanged
    answer: Callable[[Claims], Claims] = unchanged
    keys: Callable[[Signer], Claims] = Signer.published
    metadata: Callable[[Claims], Claims] = unchanged


HONEST = {
    "honest": Forgery(),
    "keys are being changed": Forgery(
        sign=lambda claims, its: signed(claims, its.other, kid=OTHER_KEY), keys=both_keys
    ),
}
"""What an app must accept."""

ELSEWHERE = "http://127.0.0.1:1"
FORGERIES = {
    "another issuer": Forgery(claims=with_claims(iss=ELSEWHERE)),
    "issuer with a slash": Forgery(claims=lambda honest: honest | {"iss": f"{honest['iss']}/"}),
    "no issuer": Forgery(claims=without("iss")),
    "metadata of another issuer": Forgery(claims=with_claims(iss=ELSEWHERE), metadata=with_claims(issuer=ELSEWHERE)),
    "another audience": Forgery(claims=with_claims(aud="another-client")),
    "another audience, issued for us": Forgery(
        claims=lambda honest: honest | {"aud": "another-client", "azp": honest["aud"]}
    ),
    "no audience": Forgery(claims=without("aud")),
    "another client's token": Forgery(claims=with_claims(aud="another-client", azp="another-client")),
    "issued for another client": Forgery(claims=with_claims(azp="another-client")),
    "another nonce": Forgery(claims=with_claims(nonce="another-nonce")),
    "no nonce": Forgery(claims=without("nonce")),
    "expired": Forgery(claims=shifted("exp", -HOUR)),
    "no expiry": Forgery(claims=without("exp")),
    "not yet valid": Forgery(claims=shifted("nbf", HOUR)),
    "issued in the future": Forgery(claims=shifted("iat", HOUR)),
    "issued long ago": Forgery(claims=shifted("iat", -30 * 24 * HOUR)),
    "no time of issue": Forgery(claims=without("iat")),
    "no subject": Forgery(claims=without("sub")),
    "empty subject": Forgery(claims=with_claims(sub="")),
    "subject is a number": Forgery(claims=with_claims(sub=1)),
    "another tenant": Forgery(claims=with_claims(tid="another-tenant")),
    "no tenant": Forgery(claims=without("tid")),
    "lower level": Forgery(claims=with_claims(acr=LOW)),
    "no level": Forgery(claims=without("acr")),
    "hash of another access token": Forgery(claims=with_claims(at_hash="AAAAAAAAAAAAAAAAAAAAAA")),
    "not signed": Forgery(sign=lambda claims, _: by_hand({"alg": "none"}, claims, None)),
    "HMAC with the public key": Forgery(
        sign=lambda claims, its: by_hand({"alg": "HS256", "kid": OWN_KEY}, claims, public_pem(its))
    ),
    "HMAC with the public key, announced": Forgery(
        sign=lambda claims, its: by_hand({"alg": "HS256", "kid": OWN_KEY}, claims, public_pem(its)),
        metadata=with_claims(id_token_signing_alg_values_supported=["RS256", "HS256"]),
    ),
    "HMAC with the client secret": Forgery(
        sign=lambda claims, its: by_hand({"alg": "HS256"}, claims, its.client_secret.encode())
    ),
    "another key, unknown": Forgery(sign=lambda claims, its: signed(claims, its.other, kid=OTHER_KEY)),
    "another key, unnamed": Forgery(sign=lambda claims, its: signed(claims, its.other)),
    "another key under our name": Forgery(sign=lambda claims, its: signed(claims, its.other, kid=OWN_KEY)),
    "another key, brought along": Forgery(
        sign=lambda claims, its: signed(claims, its.small, alg="ES256", jwk=its.small.as_dict(private=False)),
        metadata=with_claims(id_token_signing_alg_values_supported=["RS256", "ES256"]),
    ),
    "keys swapped": Forgery(keys=swapped_keys),
    "changed after signing": Forgery(sign=changed_after_signing),
    "another state": Forgery(redirect=with_claims(state="another-state")),
    "no state": Forgery(redirect=without("state")),
    "another code": Forgery(redirect=with_claims(code="another-code")),
    "no ID token": Forgery(answer=without("id_token")),
}
"""What an app must refuse. A replayed code is not among them: that is the client's doing, and `test_openid` does it."""
