"""The words that the scripts of the two ceremonies say."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

from casework.members.role_texts import ROLE_NAMES

_ = lazy_gettext
SHEETS: dict[str, LazyString] = {
    "word_unknown": _(
        "第 %(n)s 个词“%(word)s”不在词表里，有字母看错了。请看纸上第 %(n)s 格，只输前四个字母也行。"
    ),
    "words_missing": _("一张分片有 33 个词，这里有 %(n)s 个。请看漏了哪个，还是多了哪个。"),
    "checksum_wrong": _("33 个词都在词表里，但合起来不对：有一个词看错了，或前后颠倒了。"),
    "sheet_foreign": _("这些词是别的系统的分片，不是这里做的。"),
}
SET_UP: dict[str, LazyString] = {
    "trustee": _("第 %(n)s 张的保管人"),
    "few_one": _(
        "只做一张：谁拿到这张纸，谁就能打开全部来件；这张纸丢了，口令再忘了，就什么也打不开了。"
    ),
    "few_all": _("要凑齐全部 %(n)s 张：丢一张，就再也恢复不了。建议多做一两张。"),
    "print_one": _("只打印第 %(n)s 张"),
    "confirm_sheet": _("第 %(n)s 张"),
    "confirm_word": _("第 %(n)s 个词"),
    "sheet_right": _("对"),
    "sheet_wrong": _("第 %(n)s 张对不上。请看着打印出来的纸，再输一遍这两个词。"),
    "few_words": _("第 %(n)s 张还没有填。请看着打印出来的纸输入。"),
    "set_up_lost": _("分片没有了：页面锁定过。请从头再做，已经打印的纸作废、撕碎。"),
}
RECOVERY: dict[str, LazyString] = {
    **{f"role_{role}": name for role, name in ROLE_NAMES.items()},
    **SHEETS,
    "sheet_n": _("第 %(n)s 份"),
    "sheet_good": _("第 %(n)s 张，没有错"),
    "sheet_same": _("第 %(n)s 张已经输过了。请换另一张。"),
    "still_missing": _("还差 %(n)s 张。"),
    "enough": _("够了。"),
    "too_few_sheets": _("还差 %(n)s 张分片。"),
    "sheet_twice": _("第 %(n)s 张输了两遍。请换另一张。"),
    "sheets_differ": _("这几张不是同一次做的，合不起来。请看每张纸上的单位核对码和制作日期。"),
    "other_office": _("这些分片合得起来，但不是本单位的。请看纸上印的单位和核对码。"),
    "office_replaced": _(
        "服务器给出的单位钥匙和您钥匙包里的不一样，可能被换过。"
        "什么都不要签，打电话告诉上级单位和系统管理员。"
    ),
    "office_replayed": _(
        "服务器给出的单位证明或名册，比这个浏览器见过的旧。什么都不要签，打电话告诉上级单位和系统管理员。"
    ),
    "epoch_n": _("来件用第 %(n)s 期钥匙封"),
    "you": _("您自己"),
    "lost_keys": _("%(names)s 换过钥匙，还没有重新核对，先不在名册里。恢复以后到成员页核对。"),
    "not_confirmed": _("请先对照海报上的核对码，再打勾。"),
    "opening": _("正在打开第 %(page)s 页，共 %(pages)s 页……"),
    "recovered": _("打开了 %(epochs)s 期钥匙、%(cases)s 件案件。"),
    "some_lost": _("有 %(n)s 份打不开，可能损坏或被换过。请告诉系统管理员，别删，找备份里的再试。"),
}
