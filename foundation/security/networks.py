"""The network a request came from: coarse enough to hold a street, and the only part of an address ever looked at.

The system's own reading of addresses is used, for every signature passes here: `ipaddress` takes ten times as long.
"""

import re
import socket

# A port, as some proxies append it: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
_WITH_PORT = re.compile(r"\[(?P<six>[^\]]+)\](?::\d+)?|(?P<four>[\d.]+):\d+")
_IPV4_BITS = 24
_IPV6_BITS = 56
# How an address of the older kind is written in the newer one (RFC 4291, 2.5.5.2).
_MAPPED = bytes(10) + b"\xff\xff"
_IPV6_LOOPBACK = bytes(15) + b"\x01"


def network_of(address: str) -> str:
    """`192.0.2.0/24` or `2001:db8::/56`; empty when it is no address of the internet protocol."""
    packed = _packed(address)
    if not packed:
        return ""
    family, bits = (socket.AF_INET, _IPV4_BITS) if len(packed) == 4 else (socket.AF_INET6, _IPV6_BITS)
    return f"{socket.inet_ntop(family, packed[: bits // 8].ljust(len(packed), bytes(1)))}/{bits}"


def is_this_machine(address: str) -> bool:
    packed = _packed(address)
    return packed == _IPV6_LOOPBACK or (len(packed) == 4 and packed[0] == 127)


def _packed(address: str) -> bytes:
    """4 or 16 bytes; none when it is no address."""
    # Either sign beside a colon tells of a port, or of an older address in the newer form.
    if ":" in address and ("." in address or "[" in address):
        found = _WITH_PORT.fullmatch(address)
        if found:
            address = found["six"] or found["four"]
    try:
        if ":" not in address:
            return socket.inet_pton(socket.AF_INET, address)
        packed = socket.inet_pton(socket.AF_INET6, address.partition("%")[0])
    except (OSError, ValueError):
        return b""
    return packed[12:] if packed.startswith(_MAPPED) else packed
