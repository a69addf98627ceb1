"""The network a request came from: coarse enough to hold a street, and the only part of an address ever looked at."""

import ipaddress
import re

# A port, as some proxies append it: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
_WITH_PORT = re.compile(r"\[(?P<six>[^\]]+)\](?::\d+)?|(?P<four>[\d.]+):\d+")
_IPV4_BITS = 24
_IPV6_BITS = 56


def network_of(address: str) -> str:
    """`192.0.2.0/24` or `2001:db8::/56`; empty when it is no address of the internet protocol."""
    found = _WITH_PORT.fullmatch(address)
    try:
        parsed = ipaddress.ip_address((found["six"] or found["four"]) if found else address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    bits = _IPV4_BITS if parsed.version == 4 else _IPV6_BITS
    return str(ipaddress.ip_network((parsed, bits), strict=False))


def is_this_machine(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
