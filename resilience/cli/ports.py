"""The ports of the server: whether they can be used, and https with a certificate of its own."""

from datetime import UTC, datetime

from resilience.errors import CannotRun
from resilience.process.hall import HallServer
from resilience.process.listening import listen
from resilience.services.upkeep.addresses import EVERYWHERE, own_address
from resilience.settings import Settings


def check_port(host: str, port: int, option: str = "--port") -> None:
    """Raise `CannotRun` where the port, which an option names, cannot be listened on."""
    try:
        listen(host, port).close()
    except OSError as error:
        raise CannotRun(
            "Port {port} on {host} cannot be used ({reason}). Stop the other program, or choose "
            "another port: resilience serve {option} {other}",
            port=port,
            option=option,
            host=host,
            reason=(error.strerror or str(error)).split(" (while")[0],
            other=port + 1 if port < 65535 else port - 1,
        ) from error


def open_hall(settings: Settings, host: str, port: int) -> HallServer:
    """The https of a hall's server, with a certificate for this computer, made if none serves."""
    # only a hall needs the packages that make certificates
    from resilience.services.upkeep.hall_certificate import (  # noqa: PLC0415
        hall_certificate,
        names_here,
    )

    check_port(host, port, "--https-port")
    names = names_here(settings.public_url)
    return HallServer(hall_certificate(settings.data, names, datetime.now(UTC)), port)


def say_hall(hall: HallServer, base: str, host: str) -> None:
    """Print the https address, its fingerprint, and why the certificate is a new one."""
    own = own_address() if host in EVERYWHERE else ""
    opened = f"http://{own}" if own and "localhost" in base else base
    certificate = hall.certificate
    print(f"Encrypted (https):           {hall.address.of(opened).address}")
    print(f"Certificate until {certificate.until}, SHA-256 fingerprint:\n{certificate.fingerprint}")
    if certificate.replaced:
        print(f"A new certificate was made: {certificate.replaced}. Print posters again.")
