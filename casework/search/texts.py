"""The words that the page to search on says."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

from casework.entries.texts import STAGE_NAMES

_ = lazy_gettext
KIND_NAMES: dict[str, LazyString] = {
    "report": _("反映问题"),
    "surrender": _("主动上交"),
    "past": _("自查自纠"),
}
SEARCH: dict[str, LazyString] = {
    **STAGE_NAMES,
    **{f"kind_{kind}": name for kind, name in KIND_NAMES.items()},
    "receipt_number": _("收字〔%(year)s〕%(no)s号"),
    "lead_number": _("线字〔%(year)s〕%(no)s号"),
    "registered_on": _("%(date)s登记"),
    "opening_index": _("正在打开索引……"),
    "ready": _("索引里有 %(n)s 件。"),
    "indexing": _("正在把 %(n)s 件编进索引，编进的已经可以查。"),
    "found": _("查到 %(n)s 件"),
    "found_more": _("查到 %(n)s 件，下面是前 %(shown)s 件。请再加一个词，范围就小了。"),
    "behind": _("有 %(n)s 件添了新的办理记录，打开一次案件，新的才查得到。"),
    "failed": _("有 %(n)s 件打不开，没有编进索引。请在来件页找到那件，点开看怎么办。"),
    "older": _(
        "有 %(n)s 个索引文件打不开或比先前旧，查到的可能不全，正在重新编。再出现就告诉系统管理员。"
    ),
    "in_report": _("来件内容"),
    "in_letters": _("往来信件"),
    "in_entries": _("办理记录"),
}
