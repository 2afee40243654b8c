"""How a report came in."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
BY_ITSELF: dict[str, LazyString] = {
    "browser": _("网页"),
    "file": _("自己加密的文件"),
}
"""Sealed by whoever reports, and stored by the public area."""
BY_HAND: dict[str, LazyString] = {
    "phone": _("电话"),
    "letter": _("来信"),
    "box": _("意见箱"),
    "visit": _("来访"),
    "above": _("上级交办"),
    "audit": _("巡察审计移交"),
    "observer": _("监督员发现"),
    "alert": _("系统预警"),
    "self": _("主动说明"),
}
"""Taken down by a member, in their browser (domain.md 2.11). A code has eight letters at most."""
HANDED_ON: dict[str, LazyString] = {"transfer": _("别的单位转来")}
"""Sealed to this office by another one."""
CHANNELS = BY_ITSELF | BY_HAND | HANDED_ON


def channel_name(channel: str) -> str:
    """A channel in words; a code of a later version as it is."""
    return str(CHANNELS.get(channel, channel))
