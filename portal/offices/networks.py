"""The networks that offices named as their hospital's own, at hand without asking each time."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.config import Network
from portal.offices.models import Office

KEPT_SECONDS = 60.0
"""After so long they are read again: what an office changes has its effect within a minute."""


WIDEST = {4: 8, 6: 32}
"""Shortest prefix of a hospital's network: what one office names is said to every visitor."""


def read_network(text: str) -> Network:
    """One network as `10.20.0.0/16` or a single address. Raises ValueError, also if too wide."""
    network = ipaddress.ip_network(text.strip())
    if network.prefixlen < WIDEST[network.version]:
        raise ValueError(text)
    return network


def named_networks(session: Session) -> Sequence[Network]:
    """The networks that published offices have named, each once."""
    settings = session.scalars(select(Office.settings).where(Office.published))
    named = {text for one in settings for text in one.get("networks", ())}
    return joined(map(read_network, named))


def joined(networks: Iterable[Network]) -> tuple[Network, ...]:
    """Networks, those inside another one left out."""
    found = tuple(networks)
    old = [one for one in found if isinstance(one, ipaddress.IPv4Network)]
    new = [one for one in found if isinstance(one, ipaddress.IPv6Network)]
    return *ipaddress.collapse_addresses(old), *ipaddress.collapse_addresses(new)


@dataclass
class Remembered:
    """What `named_networks` gave, for `KEPT_SECONDS` of a clock that only goes forward."""

    networks: Sequence[Network] = ()
    read_at: float = field(default=float("-inf"))

    def at(self, moment: float, read: Callable[[], Sequence[Network]]) -> Sequence[Network]:
        """The networks at a moment (seconds); `read` is asked only if they are too old."""
        if moment - self.read_at >= KEPT_SECONDS:
            self.networks, self.read_at = read(), moment
        return self.networks
