/** 结果审批 (domain.md §0): what was found, what is proposed for each person, and who decided it. */
import { amount, choice, internal, long, table, text } from './fields.js';
import { leadNo, opinions, study, subjects } from './shared.js';

export const result = internal({
  id: 'result',
  series: '',
  title: ['核实结果审批表', 'Approval sheet for what was found'],
  pieces: [
    leadNo(),
    subjects(),
    table('findings', '核实结论（逐个问题）', 'Findings, for each allegation', [
      text('person', '被反映人', 'Person concerned'), text('allegation', '反映的问题', 'Allegation'),
      text('finding', '结论', 'Finding'), text('nature', '性质', 'Nature'),
    ]),
    amount('amount', '涉及金额', 'Amount'),
    choice('way', '拟处理方式', 'Proposed way', {
      handle: ['处理', 'Measures'], close: ['予以了结', 'Close'], hold: ['暂存待查', 'Hold for later'], transfer: ['移送', 'Transfer'],
    }),
    long('proposal', '处理建议', 'Proposal'),
    table('persons', '逐人处理', 'For each person', [
      text('name', '姓名', 'Name'), text('form', '四种形态', 'Form (1 to 4)'), text('sanction', '处分', 'Sanction'),
      text('measure', '措施', 'Measure'), text('grounds', '依据', 'Grounds'),
    ], 2),
    ...study(),
    ...opinions(),
  ],
});
