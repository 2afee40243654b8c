"""What the lists are called, and what each is for."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
NAMES: Mapping[str, LazyString] = {
    "limits": _("期限和单位类型"),
    "amount_bands": _("金额分档"),
    "categories": _("问题类别"),
    "ways": _("处置方式"),
    "findings": _("核实结论"),
    "forms": _("四种形态"),
    "measures": _("院内措施和对企业的措施"),
    "employment": _("用工和身份"),
    "sanctions": _("处分"),
    "destinations": _("移送去处"),
    "doors": _("不受理时该找的地方"),
    "units": _("承办部门"),
    "departments": _("协办部门"),
    "channels": _("收件渠道"),
    "urgency": _("紧急情形"),
    "posts": _("职务类别"),
}
GROUPS: Mapping[str, LazyString] = {
    "ten": _("十个不得"),
    "nine": _("九项准则"),
    "six": _("集中整治六个方面"),
    "": _("本单位自己加的"),
}
LIMITS: Mapping[str, LazyString] = {
    "verification_days": _("初步核实，几天内完成"),
    "extension_days": _("每次最多延长几天"),
    "review_months": _("暂存待查的，几个月复查一次"),
    "rectification_days": _("整改，几天内完成"),
    "education_days": _("警示教育，几天内开展"),
}
HOSPITALS: Mapping[str, LazyString] = {
    "public": _("公立医院"),
    "private": _("民办医疗机构"),
    "township": _("乡镇卫生院"),
}
