"""The roles in words: what each is called, and in one line what it may do."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
ROLE_NAMES: dict[str, LazyString] = {
    "registrar": _("登记受理"),
    "investigator": _("承办"),
    "leader": _("负责人"),
    "secretary": _("第二人"),
    "helper": _("协办"),
    "auditor": _("审计监督"),
    "administrator": _("系统管理"),
}
DUTIES: dict[str, LazyString] = {
    "registrar": _("拆看所有来件，登记成案件，答复举报人。持有收件钥匙。"),
    "investigator": _("办分给自己的案件，看不到别的来件。"),
    "leader": _("拆看所有来件，批准，授权，给成员核对钥匙。持有收件钥匙。"),
    "secretary": _("单人单位里一起签字、清点的第二个人，只看单独授权的案件。"),
    "helper": _(
        "别的部门（医务、药剂、医保、财务等）的人：只看问到自己的问题，看不到案件。只能单独担任。"
    ),
    "auditor": _("看谁在什么时候做了什么，看不到任何内容。只能单独担任。"),
    "administrator": _("管单位资料、成员账号、公告、海报，看不到任何内容。只能单独担任。"),
}
