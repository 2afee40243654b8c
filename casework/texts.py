"""The words that scripts say in this area; they are in the catalogue like all others.

A script asks for a key (static/js/components/texts.js); `%(name)s` is filled in by the script.
"""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

from casework.administration.texts import FORMS
from casework.audit.fact_texts import FACTS
from casework.audit.page_texts import AUDIT
from casework.calendar.texts import CALENDAR
from casework.cases.archive_texts import ARCHIVE
from casework.cases.texts import DECLARATIONS, HANDOVER, PEOPLE
from casework.deadlines.texts import DEADLINES
from casework.entries.hint_texts import HINTS
from casework.entries.texts import ENTRIES, STAGE_NAMES
from casework.feedback.texts import FEEDBACK
from casework.intake.texts import QUEUED, TAKEN, TAKING
from casework.keyring.page_texts import RECOVERY, SET_UP
from casework.members.factors_texts import OWN, PASSKEYS, SECOND
from casework.members.page_texts import INVITATION, MEMBERS
from casework.members.role_texts import ROLE_NAMES
from casework.papers.texts import PAPERS
from casework.passing.texts import PASSED, PASSED_CASES, PASSING
from casework.search.texts import SEARCH
from casework.tasks.texts import TASKS, TASKS_OF_CASE
from casework.today.texts import LISTED, TODAY
from casework.transfers.texts import TRANSFERRED, TRANSFERS
from casework.viewer.texts import VIEWING
from portal.pages.evidence import EVIDENCE

_ = lazy_gettext
UNLOCKING: dict[str, LazyString] = {
    **PASSKEYS,
    "offline": _("连不上服务器。请检查网络，再试一次。"),
    "fault": _("出了错，没有办成。请刷新页面再试；还不行，请告诉系统管理员。"),
    "unready": _("加密的部件没有打开。请刷新页面；还不行，请换个浏览器。"),
    "no_passphrase": _("请填口令"),
    "secret_swapped": _(
        "口令对，但服务器给出的钥匙包打不开，可能被换过。请不要继续，告诉负责人和系统管理员。"
    ),
}
SIGN_IN: dict[str, LazyString] = {
    **UNLOCKING,
    **SECOND,
    "no_office": _("请填单位代号"),
    "no_name": _("请填登录名"),
}
DESK: dict[str, LazyString] = {
    **UNLOCKING,
    "until": _("%(time)s 自动锁定"),
    "is_locked": _("已锁定"),
    "not_the_posters": _(
        "和服务器给出的单位钥匙对不上。请照着海报再输一遍；还是不一样，就停下，打电话问负责人和上级单位。"
    ),
    "keys_replaced": _(
        "服务器给出的单位钥匙，不是这个浏览器以前认得的那一把。请停下，打电话问负责人和上级单位。"
    ),
    **{f"role_{role}": name for role, name in ROLE_NAMES.items()},
    "and": _("、"),
    "asked_name": _("单位：%(name)s"),
    "asked_name_below": _("单位：%(name)s；上级单位代号：%(authority)s"),
    "asked_epoch": _("来件用第 %(n)s 期钥匙封，这一期从%(day)s开始"),
    "asked_member": _("%(called)s（%(name)s）：%(roles)s"),
    "today": _("今日"),
    "yesterday": _("昨天"),
    "no_key": _("打不开：这一期的钥匙没有授给您，请找负责人"),
    "damaged": _("打不开：文件损坏或被改过，请保存原件并告诉系统管理员"),
    "not_as_seen": _("没有显示：和先前看到的，或登记时签的，对不上"),
    "page_fault": _("页面出了错，来件没有问题。请刷新；还不行告诉系统管理员。"),
    "unsent_lock": _("文字已经存着。选好的文件还没有发出，锁定后要重新选。现在锁定吗？"),
    "lose_lock": _("锁定"),
    "unsent_sign_out": _("文字已经存着。选好的文件还没有发出，退出后要重新选。现在退出吗？"),
    "lose_sign_out": _("退出"),
    "untitled": _("（没有写内容）"),
}
MARKED: dict[str, LazyString] = {
    "surrender": _("主动上交"),
    "past": _("自查自纠"),
    "swapped_row": _("信封和里面的内容对不上，点开看怎么办"),
}
QUEUE: dict[str, LazyString] = {
    **DESK,
    **QUEUED,
    **MARKED,
    "total": _("来件 %(n)s 件"),
    "opening": _("解密中……"),
    "epoch": _("第 %(n)s 期钥匙"),
    "answered": _("答复 %(n)s 条"),
    "unanswered": _("还没答复"),
    "written": _("举报人有补充"),
    "page": _("第 %(page)s 页，共 %(pages)s 页"),
}
ATTACHED: dict[str, LazyString] = {
    **VIEWING,
    "open": _("打开"),
    "open_file": _("打开 %(name)s"),
    "save": _("保存"),
    "fetching": _("正在取来、解密……"),
    "not_fetched": _("没有取来：网络不通，或服务器出了错。请再点一次。"),
    "not_whole": _("打不开：文件不全，或被改过。请保存加密原件，告诉系统管理员。"),
    "cleaned": _("拍摄信息已去掉"),
    "clean": _("没有拍摄信息"),
    "not_cleaned": _("拍摄信息可能还在，转给别人前要查"),
}
REPORT: dict[str, LazyString] = {
    **DESK,
    **TAKEN,
    **TRANSFERRED,
    **PASSED,
    **ATTACHED,
    **EVIDENCE,
    **PEOPLE,
    "slip": _("登记单号"),
    "wished": _("举报人希望"),
    "after_2wk": _("两周后再送到"),
    "after_4wk": _("四周后再送到"),
    "after_8wk": _("八周后再送到"),
    "concerns": _("涉及的单位（不送那里）"),
    "secret": _("保密"),
    "attachments": _("附件 %(n)s 个"),
    "rated": _("举报人评价第 %(n)s 次答复"),
    "objected": _("举报人对第 %(n)s 次答复有意见"),
    "satisfied": _("满意"),
    "partly": _("部分满意"),
    "dissatisfied": _("不满意"),
    "repeated": _("（评价过了，只算第一次）"),
    "deciding": _("正在看该由谁办"),
    "accepted": _("已受理，正在核实"),
    "supplement": _("请对方补充"),
    "held": _("条件不够，先存着，%(month)s再看"),
    "transferred": _("已转给%(to)s办"),
    "not_ours": _("不归这里管，请找%(to)s"),
    "concluded": _("办完了，请对方看答复"),
    "no_words": _("请写答复"),
    "uploading": _("附件还在上传，传完就发出……"),
    "no_unit": _("请填哪个单位"),
    "from_office": _("第 %(n)s 次答复"),
    "from_reporter": _("举报人的第 %(n)s 次补充"),
    "deletion": _("举报人删除了信箱"),
    "unreadable": _("这一条签名是对的，但里面不是文字，显示不了。"),
    "swapped": _("信封和里面的内容对不上"),
    "sent": _("已签名、加密并发出。"),
    "drafted": _("草稿已写进案件，等登记人员或负责人签名发出。"),
    "just_deleted": _("没有发出：举报人刚刚删除了信箱。您写的还在下面，可以复制留存。"),
    "too_long": _("写得太长了，请分成两次答复。"),
}
PAGES = {
    "account": DESK | OWN,
    "audit": DESK | AUDIT | FACTS,
    "calendar": DESK | CALENDAR,
    "forms": DESK | FORMS,
    "invitation": UNLOCKING | INVITATION,
    "members": DESK | MEMBERS,
    "sign_in": SIGN_IN,
    "queue": QUEUE,
    "recovery": DESK | RECOVERY,
    "set-up": DESK | SET_UP,
    "report": REPORT,
    "case": REPORT
    | TASKS_OF_CASE
    | ENTRIES
    | HINTS
    | FEEDBACK
    | TRANSFERS
    | PASSING
    | ARCHIVE
    | DEADLINES,
    "today": REPORT | QUEUED | MARKED | ENTRIES | FEEDBACK | DEADLINES | TODAY,
    "cases": DESK | QUEUED | MARKED | STAGE_NAMES | DEADLINES | LISTED | PASSED_CASES,
    "taking": DESK | EVIDENCE | TAKING,
    "declarations": DESK | DECLARATIONS,
    "tasks": DESK | TASKS,
    "handover": DESK | HANDOVER,
    "papers": DESK | PAPERS,
    "search": DESK | SEARCH,
}


def texts_for(page: str) -> dict[str, str]:
    """The words of one page's script in the language of this request."""
    return {key: str(text) for key, text in PAGES[page].items()}
