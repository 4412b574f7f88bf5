"""Podman with a store of its own, on a machine without a registry of images."""

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.live import ROOT, wait_for

STAND_INS = Path(__file__).parent / "stand_ins"
BASE, PRODUCT = "localhost/base", "localhost/resilience"
#: packages of the base that the smallest Debian lacks; the official Python image has them too
PACKAGES = "python3,python3-venv,ca-certificates"
CERTIFICATES = "/etc/ssl/certs"
VERSION = "9.8.7"


@dataclass(frozen=True)
class Engine:
    """Images, containers and volumes below a folder."""

    folder: Path

    @property
    def words(self) -> list[str]:
        """The program with the options of its store."""
        places = {"root": "root", "runroot": "run", "network-config-dir": "networks"}
        stored = [f"--{option}={self.folder / name}" for option, name in places.items()]
        return ["podman", *stored, "--runtime=runc", "--cgroup-manager=cgroupfs"]

    @property
    def socket(self) -> str:
        """Where `serving` answers."""
        return f"unix://{self.folder}/docker.sock"

    def run(self, *words: str, status: int = 0) -> str:
        """What a command prints; it ends with this status."""
        done = subprocess.run(
            [*self.words, *words], capture_output=True, text=True, check=False, env=surroundings()
        )
        assert done.returncode == status, (words, done.stdout[-2000:], done.stderr[-4000:])
        return done.stdout + done.stderr

    def works(self, *words: str) -> bool:
        """Whether a command ends well."""
        done = subprocess.run(
            [*self.words, *words], capture_output=True, check=False, env=surroundings()
        )
        return done.returncode == 0

    def make_base(self) -> None:
        """A Debian with Python from Debian's packages, which trusts what this machine trusts."""
        archive = self.folder / "base.tar"
        copied = f"--customize-hook=copy-in {CERTIFICATES} {Path(CERTIFICATES).parent}"
        made = ["mmdebstrap", "--quiet", "--variant=minbase", f"--include={PACKAGES}", copied]
        subprocess.run([*made, "trixie", str(archive)], check=True)
        trusted = f"ENV SSL_CERT_FILE={CERTIFICATES}/ca-certificates.crt"
        self.run("import", "--change", trusted, str(archive), BASE)
        archive.unlink()

    def build(self, dockerfile: Path, folder: Path, *words: str) -> None:
        """An image of a Dockerfile; `words` are further options, the tag among them."""
        fixed = [
            "--format=docker",
            "--network=host",
            "--isolation=chroot",
            "--layers=false",
            *limits(),
        ]
        self.run(
            "build", *fixed, f"--build-arg=BASE={BASE}", *words, f"--file={dockerfile}", str(folder)
        )

    @contextmanager
    def serving(self) -> Iterator[None]:
        """The interface of Docker, to which compose speaks."""
        service = subprocess.Popen(
            [*self.words, "system", "service", "--time=0", self.socket], env=surroundings()
        )
        try:
            wait_for((self.folder / "docker.sock").exists, "the interface of the engine")
            yield
        finally:
            service.terminate()
            service.wait(timeout=20)

    def end_all(self) -> None:
        """End and remove every container: what is left are files of its folder."""
        self.run("rm", "--all", "--force", "--volumes", "--time=1")


def limits() -> list[str]:
    """The limits of this process, which a build may not raise where root has not every right."""
    kinds = {"nofile": resource.RLIMIT_NOFILE, "nproc": resource.RLIMIT_NPROC}
    values = {name: resource.getrlimit(kind) for name, kind in kinds.items()}
    return [f"--ulimit={name}={soft}:{hard}" for name, (soft, hard) in values.items()]


def surroundings() -> dict[str, str]:
    return os.environ | {"PODMAN_IGNORE_CGROUPSV1_WARNING": "1"}


def build_product(engine: Engine) -> None:
    """The image of deploy/Dockerfile."""
    named = [f"--build-arg=VERSION={VERSION}", f"--tag={PRODUCT}"]
    engine.build(ROOT / "deploy" / "Dockerfile", ROOT, *named)
