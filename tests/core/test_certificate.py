"""When the certificate at our own address ends."""

import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core.certificate import Certificate, look

ENDS_AT = datetime(2036, 4, 1, 12, tzinfo=UTC)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A certificate of its own for `localhost`, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(ENDS_AT - timedelta(days=7000))
        .not_valid_after(ENDS_AT)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + secret)
    return file


@pytest.fixture
def port(made: Path) -> Iterator[int]:
    """A server that shows it to one who comes."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made)
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        line, _address = listening.accept()
        try:
            context.wrap_socket(line, server_side=True).close()
        except OSError:
            line.close()

    thread = threading.Thread(target=serve)
    thread.start()
    yield listening.getsockname()[1]
    thread.join(timeout=10)
    listening.close()


def test_its_end_is_read_as_a_browser_meets_it(
    made: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(made))
    assert look(f"https://localhost:{port}") == Certificate(ENDS_AT)


def test_what_no_browser_trusts_is_told(port: int) -> None:
    assert look(f"https://localhost:{port}") == Certificate(None, is_trusted=False)


def test_nobody_there_is_no_fault_of_the_certificate() -> None:
    assert look("https://127.0.0.1:1") == Certificate(None)


def test_without_https_there_is_none() -> None:
    assert look("http://127.0.0.1:8000") is None
