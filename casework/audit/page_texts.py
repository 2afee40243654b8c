"""The words that the script of the auditor's page says (casework/texts.py)."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
AUDIT: dict[str, LazyString] = {
    "checking": _("正在这台浏览器里逐条核对：%(n)s / %(total)s 条……"),
    "whole": _("核对完了，共 %(n)s 条：一条不少，一条没改。成员签过字的，到第 %(signed)s 条。"),
    "unsigned": _("核对完了，共 %(n)s 条：前后对得上。还没有成员签过字，截短了看不出来。"),
    "unproved": _(
        "有 %(n)s 处签名没有算数：签名的钥匙，名册上不是这个人的。"
        "新成员核对指纹以前是这样；如果没有新成员，请告诉上级单位。"
    ),
    "broken": _("第 %(seq)s 条不对：%(why)s"),
    "broken_changed": _("内容改过。"),
    "broken_missing": _("这一条不见了。"),
    "broken_replaced": _("这一条被换过：下一条接的不是它。"),
    "broken_rewritten": _("从这里或更早起被重写过：和%(member)s %(on)s 签过的不一样。"),
    "broken_cut": _("从这一条起被截掉了。"),
    "broken_cut_signed": _("从这一条起被截掉了：%(member)s %(on)s 签过后面的。"),
    "broken_end": _("服务器记的结尾和记录本身对不上。"),
    "not_checked": _("没有核对完：连不上服务器，或服务器出了错。请刷新页面。"),
    "strangers": _("下面有 %(n)s 条不在核对过的记录里，已标红。请别相信它们，告诉上级单位。"),
    "total": _("%(n)s 条"),
    "no_acts": _("没有这样的记录。请换个条件再查。"),
    "command_line": _("命令行"),
    "somebody_else": _("%(name)s（已不在名单里）"),
    "office_above": _("上级单位的管理员（%(slug)s）"),
    "page": _("第 %(page)s 页，共 %(pages)s 页"),
    "number": _("序号"),
    "at": _("时间"),
    "who": _("谁"),
    "act": _("办了什么"),
    "subject": _("对象"),
    "facts": _("细目"),
    "digest": _("校验值"),
    "too_many": _("一次最多打印或保存 %(n)s 条。请缩小日期范围。"),
}
