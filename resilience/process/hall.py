"""The second door of a hall's server: https with a certificate of its own."""

import ssl
from dataclasses import dataclass

from resilience.process.listening import listen
from resilience.services.upkeep.secure_address import HallCertificate, SecureAddress
from resilience.web.connections.runner import SecureDoor


@dataclass(frozen=True, slots=True)
class HallServer:
    """The certificate, and the port on which the server answers with it."""

    certificate: HallCertificate
    port: int

    @property
    def address(self) -> SecureAddress:
        """What pages and posters say about it."""
        return SecureAddress(self.port, self.certificate.fingerprint)

    def door(self, host: str) -> SecureDoor:
        """A listening socket, and how its connections are encrypted."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.certificate.path)
        return SecureDoor(listen(host, self.port), context)
