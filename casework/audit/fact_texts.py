"""What stands beside an act, in words: keys are the names of `record`'s facts and their values."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

from casework.members.role_texts import ROLE_NAMES

_ = lazy_gettext
FIELDS: dict[str, LazyString] = {
    "field_name": _("名称"),
    "field_phone": _("电话"),
    "field_address": _("地址"),
    "field_letter_box": _("信箱在哪里"),
    "field_hours": _("什么时间有人"),
    "field_superior": _("上级渠道"),
    "field_networks": _("医院的网段"),
    "field_departments": _("科室"),
    "field_second_factor": _("第二步验证"),
    "field_hand_in_days": _("上交期限"),
    "field_hand_in_place": _("在哪里上交"),
    "field_duty": _("夜里和假日交给谁"),
    "field_complaints": _("看病、服务方面的意见"),
    "field_off": _("问哪些问题"),
    "in_en": _("%(name)s（英文）"),
}
FACTS: dict[str, LazyString] = {
    **FIELDS,
    **{f"role_{role}": name for role, name in ROLE_NAMES.items()},
    "and": _("、"),
    "between": _("；"),
    "factor_none": _("只凭口令"),
    "factor_passkey": _("凭通行密钥"),
    "factor_totp": _("凭验证器"),
    "factor_code": _("凭备用码"),
    "where_sign-in": _("口令不对"),
    "where_second-factor": _("第二步不对"),
    "where_session": _("登录以后再输的口令不对"),
    "reason_declared": _("理由：本人申报了关系或利益"),
    "reason_reporter": _("理由：举报人希望"),
    "reason_leader": _("理由：负责人决定"),
    "reason_own": _("理由：本人提出"),
    "form_csv": _("表格"),
    "form_print": _("打印"),
    "reset_true": _("重做钥匙"),
    "fact_fields": _("改了：%(names)s"),
    "fact_whom": _("谁：%(name)s"),
    "fact_from": _("从%(name)s"),
    "fact_to": _("交给%(name)s"),
    "fact_report": _("来件 %(n)s"),
    "fact_case": _("案件 %(n)s"),
    "fact_failures": _("错了 %(n)s 次"),
    "fact_sessions": _("%(n)s 处"),
    "fact_grants": _("授权 %(n)s 人"),
    "fact_recusals": _("回避 %(n)s 人"),
    "fact_letters": _("补充 %(n)s 条"),
    "fact_seq": _("第 %(n)s 次答复"),
    "fact_attachments": _("附件 %(n)s 个"),
    "fact_version": _("换成第 %(n)s 把钥匙"),
    "fact_epoch": _("第 %(n)s 期"),
    "fact_leaders": _("负责人 %(n)s 位"),
    "fact_roster": _("第 %(n)s 版名册"),
    "fact_epochs": _("%(n)s 期钥匙"),
    "fact_cases": _("%(n)s 件案件"),
    "fact_files": _("打开 %(n)s 份"),
    "fact_lost": _("打不开 %(n)s 份"),
}
