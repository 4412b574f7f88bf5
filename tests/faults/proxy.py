"""A real nginx with the sample of deploy/, before servers of a test."""

import os
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.live import ROOT, free_port, wait_for

SAMPLE = ROOT / "deploy" / "nginx.conf"
AROUND = """\
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    default_type application/octet-stream;
    log_format seats "$upstream_addr $cookie_machine $status $request_uri";
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    include {folder}/site.conf;
}}
"""


@dataclass
class Nginx:
    """The sample with ports and a certificate of its own, before servers on these ports."""

    folder: Path
    servers: Sequence[int]
    port: int = field(default_factory=free_port)
    plain_port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    sample: Path = SAMPLE

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"

    @property
    def config(self) -> Path:
        """The file that nginx is started with."""
        return self.folder / "nginx.conf"

    def write(self) -> "Nginx":
        """Its files: the sample but for ports, folder of the certificate, and servers."""
        certificate(self.folder)
        site = self.sample.read_text(encoding="utf-8")
        site = site.replace("/etc/ssl/resilience", str(self.folder))
        site = re.sub(r" *listen \[::\]:\d+( ssl)?;\n", "", site)
        site = site.replace("listen 80;", f"listen {self.plain_port};")
        site = site.replace("listen 443 ssl;", f"listen {self.port} ssl;")
        log = f"access_log {self.folder}/access.log resilience;"
        beside = f"{log}\n    access_log {self.folder}/seats.log seats;"
        site = site.replace("access_log /var/log/nginx/access.log resilience;", beside)
        site = site.replace("/var/log/nginx", str(self.folder))
        given = [
            f"    server 127.0.0.1:{port} max_fails=1 fail_timeout=5s;" for port in self.servers
        ]
        site = re.sub(r"(    server 127\S+ .*\n)+", "\n".join(given) + "\n", site)
        (self.folder / "site.conf").write_text(site, encoding="utf-8")
        user = "user root;" if os.geteuid() == 0 else ""
        self.config.write_text(AROUND.format(folder=self.folder, user=user), encoding="utf-8")
        return self

    def start(self) -> "Nginx":
        self.process = subprocess.Popen([program("nginx"), "-c", str(self.config)])
        wait_for((self.folder / "nginx.pid").exists, "nginx")
        return self

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=20)

    def seats(self) -> dict[str, list[str]]:
        """The servers that each browser's cookie came to, in order, each once in a row."""
        seen: dict[str, list[str]] = defaultdict(list)
        for line in (self.folder / "seats.log").read_text(encoding="utf-8").splitlines():
            tried, machine, status, _ = line.rsplit(" ", 3)
            server = tried.split(", ")[-1]
            if machine != "-" and status != "503" and seen[machine][-1:] != [server]:
                seen[machine].append(server)
        return seen


def program(name: str) -> str:
    """Where a program is, also one that only the administrator has on the path."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    assert found, f"{name} is not installed: tests/install_tools.sh"
    return found


def certificate(folder: Path) -> None:
    """A certificate for this machine that nobody signed but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(made.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
