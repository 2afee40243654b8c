"""The words of exporting a case."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
ARCHIVE: dict[str, LazyString] = {
    "archive_size": _("有附件 %(n)s 个，共 %(size)s。"),
    "archive_no_files": _("没有附件。"),
    "archive_large": _(
        "附件很大：浏览器要先把整个文件存在这台电脑上，可能要很久，也可能装不下。请用磁盘空着的电脑，导出时不要关页面、不要锁定。"
    ),
    "archive_too_large": _("附件超过 2 GB，装不进一个文件。请把附件一个个打开、保存。"),
    "archive_recipient": _(
        "这不是收件钥匙。要 age1pq1 开头的一长串，整串复制，一个字也不能少。请核对后再填。"
    ),
    "archive_secret": _(
        "刚才填的是私钥，已经清掉。私钥不能离开那台电脑，这一把请不要再用。"
        "请另做一把，填 age1pq1 开头的收件钥匙。"
    ),
    "archive_fetching": _("正在取附件 %(n)s / %(total)s……"),
    "archive_closing": _("正在加密……"),
    "archive_done": _("导出好了，请保存到 U 盘。只有那把收件钥匙对应的私钥能打开。"),
    "archive_lost": _("导出好了，但有 %(n)s 个附件取不完整，没有装进去，里面写明了是哪几个。"),
    "archive_title": _("案件 %(lead)s"),
    "archive_intro": _("%(on)s由%(by)s导出。签名是否对得上，见同一文件夹里的 check.txt。"),
    "archive_not_in": _("（取不完整，没有装进来）"),
    "archive_report": _("来件"),
    "archive_received": _("%(received)s收到，%(registered)s登记"),
    "archive_by": _("%(name)s，%(on)s"),
    "archive_trouble": _("这一条的签名对不上，没有列出内容。"),
    "archive_access": _("谁能看"),
    "archive_may": _("能看"),
    "archive_recused": _("已回避"),
}
