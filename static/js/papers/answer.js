/** 13 答复书 (domain.md §5): a conclusion for each matter, what may be told of the measures, how to object. */
import { date, long, outgoing, seal, table, text } from './fields.js';

export const answer = outgoing({
  id: 'answer',
  series: '13',
  title: ['答复书', 'Answer to the reporter'],
  notice: ['只交给举报人本人，请自行保管。', 'For the reporter alone; please keep it safe.'],
  pieces: [
    date('accepted_on', '受理日期', 'Accepted on'),
    date('concluded_on', '办结日期', 'Concluded on'),
    long('allegations', '反映的问题（概述）', 'Matters reported, in short', 5),
    table('conclusions', '核查结论（逐个问题）', 'Conclusions, for each matter', [
      text('allegation', '问题', 'Matter'), text('conclusion', '结论', 'Conclusion'),
    ]),
    long('handling', '处理情况（可公开部分）', 'Measures, as far as they may be told', 5),
    long('objection_how', '异议的提出方式', 'How to object', 3),
    date('objection_by', '异议的提出期限', 'Object by'),
    seal(),
  ],
});
