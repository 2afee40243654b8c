"""The words that the scripts of cases say."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
SEALING: dict[str, LazyString] = {
    "no_roster": _("成员名册过期了，或者不是本单位的，现在不能给任何人授权。请负责人续签名册。"),
    "not_rostered": _("有人的钥匙还没有当面核对，不能授权。请负责人先核对，再来一次。"),
    "signed_recused": _("登记里签明了这个人要回避。请负责人先取消回避，再授权。"),
    "stop_forged": _(
        "没有做：服务器给出的，和先前看到的或签过的对不上，可能有人调换过。请打电话告诉负责人和系统管理员。"
    ),
    "no_recovery": _(
        "还没有恢复用的钥匙，登记了将来可能打不开。请负责人用纸上的分片续签，再来登记。"
    ),
}
PEOPLE: dict[str, LazyString] = {
    **SEALING,
    "part_granted": _("能看"),
    "part_none": _("不授权"),
    "part_declared": _("回避：本人申报了关系或利益"),
    "part_reporter": _("回避：举报人希望"),
    "part_leader": _("回避：负责人决定"),
    "part_own": _("回避：本人提出"),
    "role_registrar": _("登记受理"),
    "role_investigator": _("承办"),
    "role_leader": _("负责人"),
    "role_secretary": _("第二人"),
    "match_relative": _("本人申报有亲属关系，来件里写到“%(name)s”，先按回避处理。"),
    "match_interest": _("本人申报有利益关系，来件里写到“%(name)s”，先按回避处理。"),
    "match_former": _("本人以前在“%(name)s”工作过，来件里写到了。请考虑是否合适，不必回避。"),
    "nobody_granted": _("请至少让一个人能看"),
}
DECLARATIONS: dict[str, LazyString] = {
    **SEALING,
    "kind": _("种类"),
    "kind_relative": _("亲属"),
    "kind_interest": _("利益关系"),
    "kind_former": _("以前的部门"),
    "names": _("姓名、公司或部门（几个就用顿号隔开）"),
    "words": _("什么关系"),
    "remove": _("去掉这一条"),
    "before_keys": _("您换过钥匙，以前申报的这里打不开了。请重新写一遍，保存后替换以前的。"),
    "declared": _("已签名、加密并保存。"),
}
HANDOVER: dict[str, LazyString] = {
    **SEALING,
    "called": _("%(called)s（%(name)s）"),
    "same_person": _("请选另一个人"),
    "nobody_from": _("请选从谁那里交出"),
    "nobody_to": _("请选交给谁"),
    "handing": _("已交接 %(handed)s 件，还有 %(left)s 件……"),
    "handed": _("交接好了 %(n)s 件。"),
    "not_opened": _("有 %(n)s 件内容被换过，没有交接，请告诉系统管理员。"),
    "kept_back": _("有 %(n)s 件接手的人要回避，没有交接。"),
    "closed_to_us": _("还有 %(n)s 件您打不开，要凑齐恢复用的分片才能打开。"),
}
