"""The words that scripts say. They are in the catalogue like all others, never in a script.

A script asks for a key (static/js/components/texts.js); `%(name)s` is filled in by the script.
"""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

from portal.pages.evidence import EVIDENCE

_ = lazy_gettext

LANDING: dict[str, LazyString] = {
    "checking": _("正在核对……"),
    "matches": _("和您扫的码一致 ✓"),
    "compare": _("请和海报上的比对"),
    "unchecked": _("网络不通，还没核对"),
}
SENDING: dict[str, LazyString] = {
    "sealing": _("正在加密……"),
    "working": _("正在做一道计算，防止有人滥发……"),
    "sending": _("正在送出……"),
    "offline": _("没有送出去：网络不通。您写的都还在这一页，连上网再点一次就行，不会重复。"),
    "closed": _(
        "没有送出去：网站现在暂时收不了。您写的都还在这一页，过一会再点一次；急的话请打电话。"
    ),
    "fault": _(
        "没有送出去：网站出了错。您写的都还在这一页，过一会再点一次，不会重复；急的话请打电话。"
    ),
    "unready": _("加密的部件没有打开。请连好网再点一次；还不行就换个浏览器，或打电话。"),
    "too_long": _("写得太长了，请删掉一些再送。"),
    "swept": _("附件放了太久，网站清掉了，正在重新上传。传完请再点一次。"),
}
REPORT: dict[str, LazyString] = {
    **SENDING,
    **EVIDENCE,
    "room": _("还可以写大约 %(n)s 个字"),
    "over": _("多了大约 %(n)s 个字，请删掉一些，或送出后凭查询码接着补充。"),
    "nothing_said": _("还没有写任何内容。哪怕只写一句也好。"),
    "not_written_down": _("抄好了请打勾；不想抄，请点“不抄，继续”。"),
    "copied": _("复制好了。贴出来以后，请把剪贴板清掉"),
    "not_copied": _("复制不了，请用手抄"),
    "change": _("修改"),
    "change_what": _("修改：%(question)s"),
    "no_answer": _("没有写"),
    "pair": _("%(question)s：%(answer)s"),
    "items": _("现在一共 %(n)s 样"),
    "uploading": _("附件还在上传，传完就送出……"),
    "delivered": _("已送到，只有%(office)s能看"),
    "delivers": _("收下了，约定%(date)s送到，只有%(office)s能看"),
}
ATTACHED: dict[str, LazyString] = {
    "open": _("打开"),
    "open_file": _("打开 %(name)s"),
    "save": _("保存"),
    "fetching": _("正在取来、解密……"),
    "not_fetched": _("没有取来：网络不通，或网站出了错。请再点一次。"),
    "not_whole": _("打不开：文件不全，或被改过。请打电话告诉单位。"),
}
MAILBOX: dict[str, LazyString] = {
    **SENDING,
    **EVIDENCE,
    **ATTACHED,
    "uploading": _("附件还在上传，传完就送出……"),
    "unsent": _("没有写任何内容。请写一点再送。"),
    "unrated": _("请先选一个：满意、部分满意，还是不满意。"),
    "arrived": _("送到了。%(date)s，只有%(office)s能看。有了回复会显示在这一页，过几天再来看。"),
    "no_code": _("请输入查询码。"),
    "too_few": _("现在是 %(n)s 位，还少 %(missing)s 位。"),
    "too_many": _("多了 %(n)s 位。"),
    "mistyped": _("查询码不对，有一位抄错或按错了。请对着纸再看一遍。"),
    "unknown": _("没有这个查询码的信箱。请对一遍每一位数字；信箱也可能已经删除。"),
    "not_reached": _("打不开：网络不通。连上网再点一次。"),
    "opening": _("正在打开……"),
    "full": _("没有送出去：这个信箱收不下更多了。请打电话；只是今天写多了的话，明天再送。"),
    "moved": _("没有送出：这件刚转给%(office)s，由他们接着办。写好的还在，核对以后再送。"),
    "deriving": _("正在用查询码算钥匙……"),
    "appointed": _("约定%(deliver)s送出"),
    "delivered": _("已送到，还没打开"),
    "deciding": _("正在看该由谁办"),
    "accepted": _("已受理，正在核实"),
    "supplement": _("请您补充"),
    "held": _("条件不够，先存着，%(month)s再看"),
    "transferred": _("已转给%(to)s办"),
    "not_ours": _("不归这里管，请找%(to)s"),
    "concluded": _("办完了，请看答复"),
    "next_appointed": _("到了那天他们才看得到。"),
    "next_owed": _("%(due)s前告诉您是否受理。过几天再来看。"),
    "next_unknown": _("一般 15 个工作日内告诉您是否受理。过几天再来看。"),
    "next_accepted": _("查清楚要多久看情况，办完 15 个工作日内答复您。"),
    "next_supplement": _("他们问了什么，请看下面的回复。"),
    "next_held": _("有了新的线索，请补充。"),
    "next_transferred": _("以后由%(to)s接着办。"),
    "next_not_ours": _("怎么找，请看下面的回复。"),
    "next_concluded": _("看了以后，可以评价，也可以提意见。"),
    "late": _(
        "过期了：%(due)s前就应该告诉您是否受理。"
        "请打 %(phone)s 问；还没有结果，请打 %(authority_phone)s 找%(authority)s。"
    ),
    "late_alone": _("过期了：%(due)s前就应该告诉您是否受理。请打 %(phone)s 问。"),
    "was_sent": _("您送出"),
    "was_delivered": _("送到"),
    "was_opened": _("他们打开了"),
    "was_answered": _("他们回复了"),
    "was_written": _("您又写了 %(n)s 次"),
    "until": _("%(due)s前"),
    "owed": _("告诉您是否受理"),
    "owed_about": _("告诉您是否受理（那年的放假安排还没公布，日子可能会变）"),
    "answered": _("%(date)s 的回复"),
    "earlier": _("以前的回复，%(n)s 次"),
    "rate": _("评价这次答复"),
    "object": _("对这次答复有意见"),
    "forged": _(
        "有一条回复证明不了是单位写的，没有显示。请打海报上印的电话说明情况（应该是 %(phone)s）。"
    ),
    "replaced": _(
        "单位的核对码和原来的不一样，可能有人换了网页。"
        "请不要在这里写，打海报上印的电话说明情况（应该是 %(phone)s）。"
    ),
    "expired": _(
        "单位的收件证明过期了，现在不能写。手机日期不对的话请先改好；不然请打 %(phone)s。"
    ),
    "ways": _("也可以打 %(phone)s，投%(letter_box)s的信箱。"),
}
PAGES = {"landing": LANDING, "report": REPORT, "mailbox": MAILBOX}


def texts_for(page: str) -> dict[str, str]:
    """The words of one page's script in the language of this request."""
    return {key: str(text) for key, text in PAGES[page].items()}
