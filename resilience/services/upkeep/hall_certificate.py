"""The certificate that the server of a hall without internet makes for itself, for https beside plain http.

Nobody vouches for it, so browsers warn; people compare its fingerprint with the one on the poster.
"""

import datetime
import ipaddress
import re
import socket
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from resilience.errors import CannotRun
from resilience.secret import write_private
from resilience.services.upkeep.addresses import own_address
from resilience.services.upkeep.secure_address import HallCertificate

#: days for which a certificate is valid, and before its end a new one takes its place
DAYS, RENEWED = 365, 30
#: hours by which clocks of phones may be behind
EARLIER = datetime.timedelta(hours=24)
ALWAYS = ("localhost", "127.0.0.1", "::1")
NUMBERED = "hall-certificate-{n}.pem"


def names_here(public_url: str) -> list[str]:
    """Return the names and addresses under which this computer is opened."""
    host = socket.gethostname()
    found = (*ALWAYS, host, f"{host}.local", own_address(), urlsplit(public_url).hostname or "")
    # names in other letters are not written in a certificate: such a computer is opened by its address
    return [name for name in dict.fromkeys(found) if name and name.isascii()]


def hall_certificate(folder: Path, names: Iterable[str], now: datetime.datetime) -> HallCertificate:
    """Return the certificate of this computer from `folder`, made if there is none that serves.

    Earlier ones stay in the folder. Of several processes that make one at the same time, the first wins. Raises
    `CannotRun` if the folder cannot be written.
    """
    wanted = list(names)
    number = max((int(n) for n in _numbers(folder)), default=0)
    newest = folder / NUMBERED.format(n=number)
    trouble = _trouble(newest, wanted, now) if number else ""
    if number and not trouble:
        return _of(newest)
    made = folder / NUMBERED.format(n=number + 1)
    try:
        write_private(made, _new(wanted, now))
    except OSError as error:
        raise CannotRun(
            "The certificate {path} cannot be written ({reason}). Give this user permission to write there, "
            "or start without --hall-certificate.",
            path=made,
            reason=error.strerror,
        ) from error
    return _of(made, trouble)


def _numbers(folder: Path) -> list[str]:
    pattern = re.compile(re.escape(NUMBERED).replace(r"\{n\}", r"(\d+)"))
    named = (pattern.fullmatch(path.name) for path in folder.glob("hall-certificate-*.pem"))
    return [found[1] for found in named if found]


def _trouble(path: Path, wanted: list[str], now: datetime.datetime) -> str:
    """Why a certificate no longer serves, in English for the person who runs the server; "" if it does."""
    try:
        certificate = _read(path)
    except (OSError, ValueError):
        return f"{path.name} has no certificate with its key that can be read"
    end = certificate.not_valid_after_utc
    if end - now < datetime.timedelta(days=RENEWED):
        return f"the certificate before {'ended' if end < now else 'ends'} on {end:%Y-%m-%d}"
    missing = [name for name in wanted if name not in _named(certificate)]
    return f"the certificate before is not for {', '.join(missing)}" if missing else ""


def _read(path: Path) -> x509.Certificate:
    """The certificate of a file; raises `ValueError` if the key in the file is not its own."""
    content = path.read_bytes()
    certificate = x509.load_pem_x509_certificate(content)
    key = serialization.load_pem_private_key(content, None)
    if key.public_key() != certificate.public_key():
        raise ValueError("another key")
    return certificate


def _named(certificate: x509.Certificate) -> set[str]:
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    addresses = names.get_values_for_type(x509.IPAddress)
    return {*names.get_values_for_type(x509.DNSName), *(str(one) for one in addresses)}


def _of(path: Path, replaced: str = "") -> HallCertificate:
    certificate = _read(path)
    fingerprint = certificate.fingerprint(hashes.SHA256()).hex(":").upper()
    return HallCertificate(path, fingerprint, certificate.not_valid_after_utc.date(), replaced)


def _new(names: list[str], now: datetime.datetime) -> str:
    """A key and a certificate that it signs itself, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Urban resilience dashboard")])
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - EARLIER)
        .not_valid_after(now + datetime.timedelta(days=DAYS))
        .add_extension(x509.SubjectAlternativeName([_general(n) for n in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.SERVER_AUTH]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return (private + made.public_bytes(serialization.Encoding.PEM)).decode()


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
