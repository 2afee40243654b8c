"""The words of the page about handing a case on."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
TRANSFERRED: dict[str, LazyString] = {
    "transferred_from": _("移送单位"),
    "transferred_name": _("%(name)s（核对码 %(fingerprint)s）"),
    "transferred_due": _("要求办结"),
}
"""What a report says that another office handed on."""
TRANSFERS: dict[str, LazyString] = {
    "transfer_to": _("核对码 %(fingerprint)s"),
    "transfer_sent_on": _("%(date)s加密送出"),
    "transfer_waits": _("对方还没有登记。按规则，收到后 5 个工作日内登记。"),
    "transfer_taken": _("对方%(date)s登记（服务器的记录，没有签名）"),
    "transfer_forged": _(
        "送回的结果证明不了是这个单位签的，没有显示，可能有人在服务器上动过。请打电话问，再告诉系统管理员。"
    ),
    "transfer_says": _("对方%(date)s签名送回："),
    "transfer_note": _("写进案件：移送的结果"),
    "transfer_ready": _("同意移送了。%(name)s也在本系统里，可以直接加密送去："),
    "transfer_only": _("只送批准的摘要和清单。举报原文、附件和举报人的任何情况都不送。"),
    "transfer_send": _("签名、加密，送出"),
    "transfer_how": _("本系统加密送达"),
    "transfer_came": _("%(name)s移送来的"),
    "result_words": _("给%(name)s的结果（对方要求 %(date)s 前）"),
    "result_send": _("签名、加密，送回结果"),
    "result_stands": _("结果已在%(date)s送回。"),
    "transfer_OfficeUnproved": _(
        "没有送出：本单位的收件证明过期，或没有写上级单位的核对码。请负责人续签、在“设置”里核对上级单位。"
    ),
    "transfer_FingerprintMismatch": _(
        "没有送出：服务器给的上级单位钥匙，和本单位签过的核对码不一样，可能有人调换过。请打电话告诉上级单位和系统管理员。"
    ),
    "transfer_AccusedThere": _(
        "没有送出：研判里写着，被反映的人就在这个单位。不能把举报的情况送给被反映人的单位，请改送更上一级或别的机关。"
    ),
    "transfer_NotHandedHere": _("没有送回：证明不了是哪个单位移送来的，没有可以送回的地方。"),
    "transfer_NotApproved": _("没有送出：这次移送还没有别的成员同意。"),
    "transfer_TooLong": _("没有送出：写得太长，一次送不下。请写短一些，长的材料打印了当面送。"),
}
"""What the page of a case says of handing it on."""
