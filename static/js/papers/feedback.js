/** 13 反馈记录表 (domain.md §5, §0): told by two; objections recorded and explained; new evidence. */
import { choice, date, internal, line, long, signature, text } from './fields.js';
import { leadNo } from './shared.js';

export const feedback = internal({
  id: 'feedback',
  series: '13',
  title: ['反馈记录表', 'Record of feedback'],
  pieces: [
    leadNo(),
    date('told_at', '反馈时间', 'Told at'),
    line('method', '反馈方式', 'Told by way of'),
    text('teller_1', '反馈人（一）', 'Told by (1)'),
    text('teller_2', '反馈人（二）', 'Told by (2)'),
    long('told', '反馈内容', 'What was told', 5),
    choice('reporter_opinion', '举报人意见', 'Reporter\'s opinion', {
      satisfied: ['满意', 'Satisfied'], partly: ['部分满意', 'Partly satisfied'], dissatisfied: ['不满意', 'Not satisfied'], unrated: ['未评价', 'Not rated'],
    }),
    long('objections', '举报人异议', 'Reporter\'s objections'),
    long('explanation', '对异议的解释说明', 'How the objections were explained'),
    long('new_evidence', '新证据', 'New evidence', 3),
    long('recheck', '复查情况', 'What the review found', 2),
    long('no_feedback', '没有反馈的原因', 'Reason why nobody was told', 2),
    signature('teller_signature', '反馈人', 'Told by', 2),
  ],
});
