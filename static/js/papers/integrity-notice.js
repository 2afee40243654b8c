/** 14 廉情抄告单 (domain.md §5): to the head of an area or department, without a source. */
import { date, line, long, outgoing, seal, signature } from './fields.js';

export const integrityNotice = outgoing({
  id: 'integrity-notice',
  series: '14',
  title: ['廉情抄告单', 'Integrity notice'],
  pieces: [
    line('to', '抄告对象（片区/科室负责人）', 'To (head of the area or department)'),
    long('summary', '廉情摘要（不写来源）', 'Summary (without a source)', 6),
    long('risks', '风险点', 'Risks'),
    long('advice', '建议', 'Advice', 5),
    date('reply_by', '回复期限', 'Answer by'),
    seal(),
    signature('receipt', '签收', 'Received by'),
  ],
});
