"""The city's identity provider, asked by OpenID Connect: code flow with PKCE, state and nonce.

Nothing of it is kept between two sign-ins, so that new keys and addresses are known at once.
"""

import base64
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from resilience.errors import CannotRun, NotAllowed, ResilienceError
from resilience.services.access.groups import GroupRole, groups_in, read_groups
from resilience.services.accounts.identity_provider import Person
from resilience.services.upkeep.finding import Finding
from resilience.settings import Settings
from resilience.text import mark

METADATA = "/.well-known/openid-configuration"
SCOPE = "openid profile email"
#: seconds that the provider may take, and that its clock may be off
PATIENCE = 10
OFF = 120
#: signatures by a key of the provider alone: none of those that the client's secret could make
SIGNATURES = [
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA"),
]
SIGN_IN = "identity provider"
LOOK = "Look at the RESILIENCE_OIDC_* settings, and whether this machine reaches that address."
NO_ANSWER = mark(
    "The identity provider did not respond as expected ({reason}). Try again in a minute, or tell the person who runs the server."
)
NOT_VOUCHED = mark(
    "The identity provider did not sign you in ({reason}). Go back and try again; nothing was done."
)


class NoAnswer(CannotRun):
    """The provider is unreachable or answers wrongly; the reason names nothing of this machine."""

    private = False


@dataclass(frozen=True, slots=True)
class SignInRequest:
    """What a browser took along to the provider; all of it comes from the secret in its cookie."""

    state: str
    nonce: str
    verifier: str


def sent_with(key: bytes, secret: str) -> SignInRequest:
    """What the browser with a secret took along; nobody makes it up without the key."""
    parts = (
        hmac.digest(key, f"{use} {secret}".encode(), "sha256") for use in SignInRequest.__slots__
    )
    return SignInRequest(*(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts))


class Provider:
    """One identity provider, by the settings of the installation; raises `CannotRun` for wrong ones."""

    def __init__(self, settings: Settings) -> None:
        self.mapping: tuple[GroupRole, ...] = read_groups(settings.oidc_groups)
        self._settings = settings
        if not settings.oidc_client:
            raise CannotRun(
                "RESILIENCE_OIDC_ISSUER is set, so RESILIENCE_OIDC_CLIENT must be set too."
            )
        address = urlsplit(settings.oidc_issuer)
        if address.scheme != "https" and address.hostname not in ("localhost", "127.0.0.1"):
            raise CannotRun(
                "RESILIENCE_OIDC_ISSUER must begin with https://, because the city's passwords "
                "pass through it."
            )

    def address(self, back: str, sent: SignInRequest) -> str:
        """Where the browser goes to sign in, and from where it comes `back`."""
        metadata = self._metadata()
        url, _ = self._client(metadata, back).create_authorization_url(
            metadata["authorization_endpoint"],
            state=sent.state,
            nonce=sent.nonce,
            code_verifier=sent.verifier,
        )
        return str(url)

    def person(self, back: str, sent: SignInRequest, answer: Mapping[str, str]) -> Person:
        """Whom the provider vouches for, by what the browser brought from there.

        Raises `NotAllowed` where it vouches for nobody, or for another browser than this.
        """
        if not hmac.compare_digest(answer.get("state", "").encode(), sent.state.encode()):
            raise NotAllowed(NOT_VOUCHED, reason="state")
        if "code" not in answer:
            raise NotAllowed(NOT_VOUCHED, reason=answer.get("error", "code")[:80])
        metadata = self._metadata()
        if answer.get("iss", metadata["issuer"]) != metadata["issuer"]:
            raise NotAllowed(NOT_VOUCHED, reason="iss")
        token = self._token(metadata, back, sent, answer["code"])
        claims = self._claims(metadata, sent, str(token.get("id_token", "")))
        return self._as_person(metadata, claims, str(token.get("access_token", "")))

    def reached(self) -> str:
        """The name that the provider gives itself; raises `CannotRun` where it does not answer."""
        return str(self._metadata()["issuer"])

    def _metadata(self) -> dict[str, Any]:
        issuer = self._settings.oidc_issuer.rstrip("/")
        direct = issuer.endswith(METADATA)
        said = _json(issuer if direct else issuer + METADATA)
        missing = {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"} - said.keys()
        if missing or not (direct or said["issuer"].rstrip("/") == issuer):
            raise NoAnswer(NO_ANSWER, reason=", ".join(sorted(missing)) or "issuer")
        return said

    def _client(self, metadata: Mapping[str, Any], back: str) -> Any:
        # imported when used: an installation without a provider need not wait for it
        from authlib.integrations.requests_client import OAuth2Session  # noqa: PLC0415

        ways = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        by_header = "client_secret_basic" in ways
        with_secret = "client_secret_basic" if by_header else "client_secret_post"
        return OAuth2Session(
            self._settings.oidc_client,
            self._settings.oidc_secret or None,
            scope=SCOPE,
            redirect_uri=back,
            code_challenge_method="S256",
            token_endpoint_auth_method=with_secret if self._settings.oidc_secret else "none",
            default_timeout=PATIENCE,
        )

    def _token(
        self, metadata: Mapping[str, Any], back: str, sent: SignInRequest, code: str
    ) -> dict[str, Any]:
        import requests  # noqa: PLC0415 - as above
        from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415

        try:
            return dict(
                self._client(metadata, back).fetch_token(
                    metadata["token_endpoint"], code=code, code_verifier=sent.verifier
                )
            )
        except AuthlibBaseError as error:
            raise NotAllowed(NOT_VOUCHED, reason=error.error) from error
        except (requests.RequestException, ValueError) as error:
            raise NoAnswer(NO_ANSWER, reason=type(error).__name__) from error

    def _claims(
        self, metadata: Mapping[str, Any], sent: SignInRequest, token: str
    ) -> dict[str, Any]:
        """What the provider signed, for this installation and this browser, and not long ago."""
        from joserfc import jwt  # noqa: PLC0415
        from joserfc.errors import JoseError  # noqa: PLC0415
        from joserfc.jwk import KeySet  # noqa: PLC0415

        client = self._settings.oidc_client
        rules = jwt.JWTClaimsRegistry(
            leeway=OFF,
            iss={"essential": True, "value": metadata["issuer"]},
            aud={"essential": True, "value": client},
            nonce={"essential": True, "value": sent.nonce},
            azp={"value": client},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        )
        try:
            keys = KeySet.import_key_set(_json(metadata["jwks_uri"]))  # type: ignore[arg-type]
            claims = jwt.decode(token, keys, algorithms=SIGNATURES).claims
            rules.validate(claims)
        except (JoseError, ValueError, KeyError) as error:
            raise NotAllowed(NOT_VOUCHED, reason=type(error).__name__) from error
        return dict(claims)

    def _as_person(
        self, metadata: Mapping[str, Any], claims: Mapping[str, Any], access: str
    ) -> Person:
        """The person of the claims; what they leave out is asked at the provider's userinfo."""
        claim, more = self._settings.oidc_group_claim, {}
        complete = {"email", "email_verified"} <= claims.keys() and (
            groups_in(claims, claim) is not None
        )
        if not complete and metadata.get("userinfo_endpoint"):
            more = _json(metadata["userinfo_endpoint"], {"Authorization": f"Bearer {access}"})
            more = more if more.get("sub") == claims["sub"] else {}
        address, verified = _address((claims, more), trusted=self._settings.oidc_trust_addresses)
        both = {**more, **claims}
        return Person(
            issuer=metadata["issuer"],
            subject=str(claims["sub"]),
            address=address,
            name=str(both.get("name") or ""),
            verified=verified,
            groups=groups_in(both, claim) or (),
        )


def _address(sources: Sequence[Mapping[str, Any]], *, trusted: bool) -> tuple[str, bool]:
    """The e-mail address from the first source that has one, and whether the provider vouches for it.

    `email_verified` counts only from a source with the same address. If no source has it, `trusted` decides.
    """
    addresses = [str(source["email"]) for source in sources if source.get("email")]
    if not addresses:
        return "", False
    checked = [
        source["email_verified"]
        for source in sources
        if source.get("email") == addresses[0] and "email_verified" in source
    ]
    return addresses[0], (checked or [trusted])[0] in (True, "true")


def provider_found(settings: Settings) -> Finding:
    """Whether the provider of an installation answers as it should; it is asked for its metadata."""
    if not settings.oidc_issuer:
        return Finding(SIGN_IN, "none: staff sign in with passwords and links")
    try:
        issuer = Provider(settings).reached()
    except ResilienceError as error:
        return Finding(SIGN_IN, str(error), well=False, mend=LOOK)
    return Finding(SIGN_IN, f"{issuer} answers")


def _json(address: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    import requests  # noqa: PLC0415 - as above

    try:
        answer = requests.get(address, headers=headers, timeout=PATIENCE)
        answer.raise_for_status()
        said = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise NoAnswer(NO_ANSWER, reason=type(error).__name__) from error
    if not isinstance(said, dict):
        raise NoAnswer(NO_ANSWER, reason="JSON")
    return said
