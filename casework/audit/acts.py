"""Every act that stands in the chain, and how a page names it."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
ACTS: dict[str, LazyString] = {
    "sign_in": _("登录"),
    "sign_out": _("退出"),
    "unlock": _("解锁"),
    "lock": _("锁定"),
    "report_view": _("查看来件"),
    "report_export": _("导出来件"),
    "attachment_download": _("取附件"),
    "answer": _("答复举报人"),
    "audit_view": _("查看操作记录"),
    "audit_export": _("导出操作记录"),
}
