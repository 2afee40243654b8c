"""Settings: one frozen dataclass, read from the environment once."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from portal.blobs import folder_at

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

AREAS = ("portal", "casework")
PREFIX = "QINGFENG_"


class SettingInvalid(Exception):
    """A setting is unknown or cannot be used; the message is one line for the operator."""


@dataclass(frozen=True)
class Config:
    """What an operator can set (docs/operations.md).

    data: folder of everything that is kept when no other store is named.
    database: SQLAlchemy address; SQLite inside `data` by default.
    areas: which areas this process serves.
    portal_hosts, casework_hosts: host names; each area answers on its own only.
    portal_address: what a poster's address begins with; by default the first portal host.
    difficulty: leading zero bits of the work for a report (16 is about a second on a cheap phone).
    networks: networks of the hospital, whose visitors are advised to use mobile data.
    proxies: how many reverse proxies in front add the client's address.
    onion: address of the onion service, for `Onion-Location`; empty for none.
    leave_url: where 'Leave now' goes.
    disk_floor: bytes that must stay free; below it reports are refused with a clear message.
    sealed_files_a_day: self-sealed uploads that one office takes in a day.
    blobs: address of the store of sealed attachments; a folder inside `data` by default.
    attachment_mib: largest attachment, in MiB before it is padded and sealed.
    unclaimed_mib: MiB of attachments that belong to no report yet; beyond it uploads are refused.
    attachments_gib_a_day: GiB that one office takes of attachments begun on a day; 0 for no limit.
    upload_floor: bytes that must stay free, below which uploads are refused; above `disk_floor`.
    busy_a_minute: bodies a minute and process past which more work is asked for; 0 for never.
    """

    data: Path
    database: str
    areas: tuple[str, ...] = AREAS
    portal_hosts: tuple[str, ...] = ("127.0.0.1",)
    casework_hosts: tuple[str, ...] = ("localhost",)
    portal_address: str = ""
    difficulty: int = 16
    networks: tuple[Network, ...] = ()
    proxies: int = 0
    onion: str = ""
    leave_url: str = "https://www.weather.com.cn/"
    disk_floor: int = 64 * 1024 * 1024
    sealed_files_a_day: int = 200
    blobs: str = ""
    attachment_mib: int = 200
    unclaimed_mib: int = 10 * 1024
    attachments_gib_a_day: int = 20
    upload_floor: int = 1024 * 1024 * 1024
    busy_a_minute: int = 120

    @property
    def blob_address(self) -> str:
        """Where sealed attachments are kept."""
        return self.blobs or (self.data / "blobs").absolute().as_uri()


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.replace(",", " ").split() if word)


def _areas(text: str) -> tuple[str, ...]:
    areas = _words(text)
    if not areas or set(areas) - set(AREAS):
        raise ValueError("name portal, casework or both")
    return areas


def _networks(text: str) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(word) for word in _words(text))


def _difficulty(text: str) -> int:
    bits = int(text)
    if not 0 <= bits <= 30:
        raise ValueError("a whole number from 0 to 30")
    return bits


def _address(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise ValueError("an address such as https://report.hospital.example")
    if any((parts.path.strip("/"), parts.query, parts.fragment, parts.username)):
        raise ValueError("scheme and host, nothing behind them")
    return text.rstrip("/")


def _blobs(text: str) -> str:
    if text:
        folder_at(text)
    return text


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError("a whole number, not below 0")
    return number


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError("a whole number, at least 1")
    return number


READERS: Mapping[str, Callable[[str], object]] = {
    "AREAS": _areas,
    "PORTAL_HOSTS": _words,
    "CASEWORK_HOSTS": _words,
    "PORTAL_ADDRESS": _address,
    "DIFFICULTY": _difficulty,
    "NETWORKS": _networks,
    "PROXIES": _count,
    "ONION": str,
    "LEAVE_URL": str,
    "DISK_FLOOR": _count,
    "SEALED_FILES_A_DAY": _count,
    "BLOBS": _blobs,
    "ATTACHMENT_MIB": _at_least_one,
    "UNCLAIMED_MIB": _count,
    "ATTACHMENTS_GIB_A_DAY": _count,
    "UPLOAD_FLOOR": _count,
    "BUSY_A_MINUTE": _count,
}


def read_config(environ: Mapping[str, str] = os.environ) -> Config:
    """Read every `QINGFENG_…` setting.

    Raises SettingInvalid for a name that does not exist or a value that cannot be used.
    """
    given = {
        name.removeprefix(PREFIX): value
        for name, value in environ.items()
        if name.startswith(PREFIX)
    }
    data = Path(given.pop("DATA", "") or "var").absolute()
    database = given.pop("DATABASE", "") or f"sqlite:///{data / 'qingfeng.sqlite'}"
    values: dict[str, object] = {}
    for name, text in sorted(given.items()):
        if name not in READERS:
            known = ", ".join(PREFIX + known for known in ("DATA", "DATABASE", *READERS))
            raise SettingInvalid(f"{PREFIX}{name} is not a setting. Known: {known}.")
        try:
            values[name.lower()] = READERS[name](text)
        except ValueError as error:
            raise SettingInvalid(f"{PREFIX}{name}={text!r} cannot be used: {error}.") from None
    return Config(data=data, database=database, **values)  # type: ignore[arg-type]


def config() -> Config:
    """The settings of the application that answers this request."""
    from flask import current_app

    settings: Config = current_app.extensions["qingfeng.config"]
    return settings
