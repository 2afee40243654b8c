"""Every act that stands in the chain, and how a page names it."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
ACTS: dict[str, LazyString] = {
    "sign_in": _("登录"),
    "sign_in_refused": _("登录没有成功，要等一会才能再试"),
    "sign_out": _("退出"),
    "session_end": _("结束别处的登录"),
    "passphrase_change": _("更换口令"),
    "passkey_add": _("添加通行密钥"),
    "passkey_rename": _("给通行密钥改名"),
    "passkey_remove": _("删去通行密钥"),
    "totp_add": _("添加验证器"),
    "totp_remove": _("删去验证器"),
    "codes_make": _("换新备用码"),
    "unlock": _("解锁"),
    "lock": _("锁定"),
    "report_view": _("查看来件"),
    "report_export": _("导出来件"),
    "attachment_download": _("取附件"),
    "answer": _("答复举报人"),
    "audit_export": _("导出操作记录"),
    "member_invite": _("发邀请链接"),
    "invitation_withdraw": _("撤回邀请链接"),
    "member_join": _("用邀请链接加入"),
    "member_leave": _("移出成员"),
    "anchor": _("钥匙包里补上单位核对码"),
    "case_register": _("登记成案件"),
    "case_view": _("查看案件"),
    "case_export": _("导出案件"),
    "case_letters": _("把补充转封进案件"),
    "case_grant": _("授权看案件"),
    "case_withdraw": _("收回案件授权"),
    "case_recuse": _("回避"),
    "case_recusal_lift": _("撤销回避"),
    "case_rekey": _("换案件钥匙"),
    "case_handover": _("交接案件"),
    "keys_set_up": _("设好单位钥匙"),
    "recovery": _("用分片恢复，签新的负责人名单"),
    "recovery_grants": _("用分片打开各期和各案的钥匙"),
    "declare": _("申报关系和利益"),
}
