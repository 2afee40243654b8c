/** 转办 (domain.md 2.8): what is no matter of discipline goes to whom it belongs, such as the complaints office. */
import { date, line, long, note, otherSeal, outgoing, signature } from './fields.js';
import { letterEnd, slip } from './shared.js';

export const referral = outgoing({
  id: 'referral',
  series: '',
  title: ['转办单', 'Note handing a matter on'],
  pieces: [
    line('to', '承办部门', 'To (department)'),
    date('received_on', '收到日期', 'Received on'),
    long('summary', '主要内容（不写来源）', 'Summary (without a source)', 8),
    long('reason', '转办理由', 'Why it is handed on', 3),
    note('请直接办理；需要答复的，由我单位转告。不得打听来源。', 'Please deal with it directly; we pass on what is to be answered. The source is not to be asked for.'),
    ...letterEnd('办结期限'),
    slip('办理回复', 'Answer'),
    date('taken_over_on', '接收日期', 'Received on'),
    long('answer', '办理结果', 'Answer', 8),
    signature('helper_signature', '办理人', 'Dealt with by'),
    otherSeal('answer_stamp', '（承办部门盖章）', '(stamp of the department)'),
  ],
});
