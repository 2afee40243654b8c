"""The words that scripts say about second factors and one's own account (casework/texts.py)."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
PASSKEYS: dict[str, LazyString] = {
    "passkey_broken_off": _(
        "通行密钥没有答上来：可能取消了，或者等得太久。请再试一次，或改用别的办法。"
    ),
    "too_fast": _("试错的次数多了。请等 %(n)s 秒再试。"),
}
FACTORS: dict[str, LazyString] = {
    "passkey_unnamed": _("通行密钥"),
    "totp_qr": _("给验证器扫的二维码"),
    "no_totp_code": _("请填验证器显示的六位数字"),
}
SECOND: dict[str, LazyString] = {
    "no_code": _("请填验证码或备用码"),
}
OWN: dict[str, LazyString] = {
    **FACTORS,
    "no_own_passphrase": _("请填现在的口令"),
    "not_the_drawn": _("和刚才的新口令不一样。请对照纸再输；纸上抄错了，就再看一眼。"),
    "factor_totp": _("手机验证器"),
    "made_on": _("%(on)s添加"),
    "used_on": _("上次用：%(on)s"),
    "never_used": _("还没用过"),
    "unlocks": _("能解锁"),
    "rename": _("改名"),
    "remove": _("删去"),
    "save": _("保存"),
    "label": _("名字"),
    "no_label": _("请填名字"),
    "end": _("结束"),
    "this_session": _("就是这里"),
    "unknown_client": _("不认得的浏览器"),
    "signed_in_on": _("%(on)s登录"),
    "seen_on": _("最近一次动静：%(on)s"),
    "codes_left": _("还有 %(n)s 个没用过。"),
    "codes_none": _("都用完了。请换一批新的。"),
    "done_passphrase": _("口令换好了，别处的登录都结束了。下次登录用新口令；旧的那张纸请销毁。"),
    "done_factor": _("添加好了。下次登录，口令之后要用它。"),
    "done_removed": _("删去了。"),
    "done_renamed": _("名字改好了。"),
    "done_codes": _("换好了，旧的备用码都作废了。旧的那张纸请销毁。"),
    "done_ended": _("结束了。"),
}
