"""The words that the scripts of joining and of the members page say (casework/texts.py)."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

from casework.members.factors_texts import FACTORS
from casework.members.role_texts import ROLE_NAMES

_ = lazy_gettext
ROLES: dict[str, LazyString] = {f"role_{role}": name for role, name in ROLE_NAMES.items()}
INVITATION: dict[str, LazyString] = {
    **ROLES,
    **FACTORS,
    "no_token": _("这个链接不全。请把收到的链接完整地复制到地址栏，一个字都别少。"),
    "and": _("、"),
    "no_passphrase": _("和刚才的口令不一样。请对照纸再输；纸上抄错了，就再看一眼口令。"),
}
MEMBERS: dict[str, LazyString] = {
    **ROLES,
    "and": _("、"),
    "state_invited": _("已邀请，链接 %(day)s前有效"),
    "state_lapsed": _("链接过期了"),
    "state_waiting": _("等负责人核对"),
    "state_active": _("在用"),
    "state_left": _("%(day)s离开"),
    "new_link_until": _("新链接 %(day)s前有效"),
    "act_compare": _("核对"),
    "act_link": _("重发链接"),
    "act_reset": _("忘了口令、丢了钥匙"),
    "act_withdraw": _("撤回链接"),
    "act_roles": _("改角色"),
    "act_remove": _("移出"),
    "yourself": _("（您）"),
    "link_for": _("给%(name)s的链接"),
    "link_copied": _("已复制"),
    "link_not_copied": _("没有复制成，请手工选中再复制"),
    "withdrawn": _("链接已撤回。"),
    "no_display_name": _("请填姓名"),
    "no_new_name": _("登录名要用小写字母、数字、横线，以字母或数字开头"),
    "no_roles": _("请至少选一个角色。协办、审计监督和系统管理只能单独担任，不能再选别的角色。"),
    "compare_with": _("和%(name)s核对"),
    "not_the_same": _("五组对不上。请让本人再念一遍；还是不一样，就别记，钥匙可能被换过。"),
    "compared": _("%(name)s已记入名册，现在可以办事了。"),
    "called": _("%(called)s（%(name)s）"),
    "change_for": _("改%(name)s的角色"),
    "changed": _("%(name)s的角色已改，名册已签。"),
    "leave_for": _("移出%(name)s"),
    "leave_go": _("移出"),
    "left": _("%(name)s已移出。"),
    "left_cases": _("%(name)s已移出。收回的案件 %(n)s 件，随后换案件钥匙。"),
    "rotate_title": _("换钥匙"),
    "rotate_go": _("换钥匙"),
    "rotated": _("钥匙已经换好，第 %(n)s 期从现在开始。"),
    "not_a_leader": _("负责人名单里没有您，不能签名册。请凑齐保管人的分片，到恢复页重新签。"),
    "leader_named": _("这位在负责人名单里。请凑齐保管人的分片，到恢复页重新签。"),
    "recovery_missing": _(
        "负责人名单过期了，或者没有写明恢复钥匙。请凑齐保管人的分片，到恢复页重新签。"
    ),
    "unvouched": _("单位的证明或名册过期了，没有签。请锁定再解锁，续签以后再办一次。"),
    "reset_for": _("给%(name)s重做钥匙"),
}
