"""Google's certificate endpoint on loopback, reached as the real one is: by name, over verified TLS.

The process is pointed at it by HTTPS_PROXY and an own certificate authority, so that firebase-admin's code
and its transport run as shipped. It also signs tokens with the key whose certificate it serves.
"""

from __future__ import annotations

import json
import ssl
from base64 import urlsafe_b64encode
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from typing_extensions import override

PROJECT = "harbor-clinic"
KEY_ID = "key-of-today"


def now() -> int:
    return int(datetime.now(UTC).timestamp())


def claims(**changes: Any) -> dict[str, Any]:
    """A person's, with two factors. A claim given as None is left out."""
    whole = {
        "iss": f"https://securetoken.google.com/{PROJECT}",
        "aud": PROJECT,
        "sub": "kR3vWq8ZtYb1XcPaLm5NdEfGhJ72",
        "iat": now() - 60,
        "exp": now() + 3540,
        "auth_time": now() - 600,
        "email": "maya@example.org",
        "email_verified": True,
        "name": "Maya Ortiz",
        "firebase": {"sign_in_provider": "password", "sign_in_second_factor": "phone"},
    }
    return {name: value for name, value in (whole | changes).items() if value is not None}


def unsigned(header: Any, payload: Any, signature: bytes = b"") -> str:
    """A token that nobody's key has touched. A part given as text is taken for JSON already."""
    texts = [part if isinstance(part, str) else json.dumps(part) for part in (header, payload)]
    parts = [*(text.encode() for text in texts), signature]
    return ".".join(urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


class Google:
    """`fetches` counts how often the certificates were asked for; `answer` is what they are served as."""

    def __init__(self, folder: Path) -> None:
        self._key = rsa.generate_private_key(65537, 2048)
        self.answer = json.dumps({KEY_ID: _certificate(self._key, "securetoken").decode()}).encode()
        self.status = 200
        self.fetches = 0
        self._tls = _tls(folder)
        self._server = ThreadingTCPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.environment = {
            "HTTPS_PROXY": f"http://127.0.0.1:{self._server.server_address[1]}",
            "REQUESTS_CA_BUNDLE": str(folder / "tls.pem"),
            "NO_PROXY": "",
        }
        Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def token(self, *, key_id: str | None = KEY_ID, **changes: Any) -> str:
        headers = {} if key_id is None else {"kid": key_id}
        return jwt.encode(claims(**changes), self._key, "RS256", headers)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _serve(self, handler: StreamRequestHandler) -> None:
        _read_head(handler.rfile)
        handler.wfile.write(b"HTTP/1.1 200 Connected\r\n\r\n")
        with self._tls.wrap_socket(handler.request, server_side=True) as connection:
            _read_head(connection.makefile("rb"))
            self.fetches += 1
            connection.sendall(self._head().encode() + self.answer)

    def _head(self) -> str:
        headers = {
            "Date": formatdate(usegmt=True),
            "Cache-Control": "public, max-age=21600, must-revalidate, no-transform",
            "Content-Length": str(len(self.answer)),
            "Connection": "close",
        }
        lines = (f"{name}: {value}\r\n" for name, value in headers.items())
        return f"HTTP/1.1 {self.status} .\r\n{''.join(lines)}\r\n"


def _handler(google: Google) -> type[StreamRequestHandler]:
    class Handler(StreamRequestHandler):
        @override
        def handle(self) -> None:
            with suppress(OSError):  # a client that doesn't trust us hangs up
                google._serve(self)

    return Handler


def _read_head(stream: Any) -> None:
    while stream.readline() not in {b"\r\n", b""}:
        pass


def _tls(folder: Path) -> ssl.SSLContext:
    key = rsa.generate_private_key(65537, 2048)
    (folder / "tls.pem").write_bytes(_certificate(key, "www.googleapis.com"))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "tls.key").write_bytes(private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "tls.pem", folder / "tls.key")
    return context


def _certificate(key: rsa.RSAPrivateKey, host: str) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    day = timedelta(days=1)
    builder = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - day)
        .not_valid_after(datetime.now(UTC) + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    )
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
