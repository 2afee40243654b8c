/** 12 受理告知书 (domain.md §5): its number is its own and tells nothing of the receipt code. */
import { choice, date, line, long, note, outgoing, seal } from './fields.js';

export const acceptance = outgoing({
  id: 'acceptance',
  series: '12',
  title: ['受理告知书', 'Notice of acceptance'],
  notice: ['只交给举报人本人，请自行保管。', 'For the reporter alone; please keep it safe.'],
  pieces: [
    date('received_on', '收到日期', 'Received on'),
    choice('outcome', '处理结果', 'Outcome', {
      accepted: ['受理', 'Accepted'], not_ours: ['不受理', 'Not accepted'], transferred: ['转送', 'Forwarded'],
    }),
    long('reason', '理由', 'Reason'),
    long('time_limits', '后续时限', 'Time limits from here', 3),
    long('how_to_look', '查询方法', 'How to see how it stands', 3),
    note(
      '您的权利：可以申请办理人员回避；可以补充证据；您的身份和举报内容受保密；因举报受到打击报复的，可以要求保护。您的义务：如实反映，不得捏造事实、诬告陷害；请对办理情况保密。',
      'Your rights: you may ask that a person handling this be recused; you may add evidence; who you are and what you report is kept secret; you may ask for protection against retaliation. Your duties: tell the truth, never make up facts to harm anybody; please keep the handling secret.',
    ),
    line('contact', '联系方式', 'Contact'),
    seal(),
  ],
});
