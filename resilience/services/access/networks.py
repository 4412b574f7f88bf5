"""The network of a visitor's address: what one person, household or hall has."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
#: bits of an IPv6 address that a provider assigns to one household or hall
IPV6_PREFIX = 64


def parse_address(address: str) -> Address | None:
    """An IP address, of IPv4 also where it is written as IPv6; None for the name of a socket."""
    try:
        known = ip_address(address)
    except ValueError:
        return None
    return known.ipv4_mapped or known if isinstance(known, IPv6Address) else known


def network_of_address(address: str) -> str:
    """The IPv4 address, or the /64 of an IPv6 address, since a person with one address has all 2^64 of it."""
    known = parse_address(address)
    if isinstance(known, IPv6Address):
        return str(IPv6Network((known, IPV6_PREFIX), strict=False))
    return str(known or address)
