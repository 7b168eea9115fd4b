"""A provider of identities on this computer: real doors, real keys, and whatever lies a test wants told."""

import json
import threading
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from tests.api.http.builders import NOW

CLIENT, SECRET = "roundsman at work", "s3:cret/of the firm"


class Identities:
    """What the provider knows, and how often it was asked.

    says
        claims that differ; None leaves one out.
    sign
        makes a token of claims; the newest key signs, by default.
    """

    def __init__(self) -> None:
        self.address = ""
        self.says: dict[str, Any] = {}
        self.document: dict[str, Any] = {}
        self.sign: Callable[[dict[str, Any]], str] = self.signed
        self.key: RSAKey | ECKey = RSAKey.generate_key(2048, {"kid": "first"})
        self.asked: list[str] = []
        self._visits: dict[str, dict[str, str]] = {}

    def signed(self, claims: dict[str, Any]) -> str:
        kind = "RS256" if isinstance(self.key, RSAKey) else "ES256"
        return jwt.encode({"alg": kind, "kid": self.key.kid}, claims, self.key)

    def rotate(self, kid: str) -> None:
        """Sign with a new key, and forget the one before."""
        self.key = ECKey.generate_key("P-256", {"kid": kid})

    def code_for(self, door: str) -> dict[str, str]:
        """Return what a browser comes back with that was sent to a door."""
        asked = dict(parse_qsl(urlsplit(door).query))
        assert door.startswith(f"{self.address}/door?")
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        code = f"code-{len(self._visits)}"
        self._visits[code] = asked
        return {"code": code, "state": asked["state"]}

    def pages(self) -> dict[str, Any]:
        return {
            "/.well-known/openid-configuration": {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/door",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                **self.document,
            },
            "/keys": {"keys": [{"kty": "OKP", "crv": "Ed25519"}, {**self.key.as_dict(private=False)}]},
        }

    def token(self, form: dict[str, str], authorization: str) -> dict[str, str] | None:
        """Return an ID token for a code; None where anything of the exchange is wrong."""
        visit = self._visits.pop(form["code"], None)
        own = b64encode(b"roundsman%20at%20work:s3%3Acret%2Fof%20the%20firm").decode()
        if visit is None or authorization != f"Basic {own}" or form["redirect_uri"] != visit["redirect_uri"]:
            return None
        proof = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if (proof, "S256") != (visit["code_challenge"], visit["code_challenge_method"]):
            return None
        now = int(NOW.timestamp())
        claims = {"iss": self.address, "aud": CLIENT, "sub": "42", "nonce": visit["nonce"], "iat": now}
        claims |= {"exp": now + 300, "name": "Ada", "groups": ["Dispatch"], **self.says}
        told = {name: value for name, value in claims.items() if value is not None}
        return {"token_type": "Bearer", "access_token": "opaque", "id_token": self.sign(told)}


@contextmanager
def identities() -> Iterator[Identities]:
    """Start a provider on a free port of this computer."""
    known = Identities()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.asked.append(self.path)
            if self.path.startswith("/door?"):
                self._send_back(f"{known.address}{self.path}")
            else:
                self._answer(known.pages().get(self.path))

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(sent).items()}
            self._answer(known.token(form, self.headers["Authorization"] or ""))

        def _send_back(self, door: str) -> None:
            """Let whoever comes in, and send the browser back at once."""
            back = dict(parse_qsl(urlsplit(door).query))["redirect_uri"]
            self.send_response(302)
            self.send_header("Location", f"{back}?{urlencode(known.code_for(door))}")
            self.end_headers()

        def _answer(self, told: Any) -> None:
            self.send_response(200 if told else 400)
            self.end_headers()
            self.wfile.write(json.dumps(told or {"error": "invalid_grant"}).encode())

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        known.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield known
        finally:
            server.shutdown()
            thread.join(30)
