/** 审理报告 (domain.md §0): facts checked with the person, their defence, and what is proposed. */
import { amount, date, internal, line, long, signature, table, text } from './fields.js';
import { person } from './shared.js';

export const trial = internal({
  id: 'trial',
  series: '',
  title: ['审理报告', 'Report of the hearing'],
  pieces: [
    text('filing_no', '立案号', 'Filing no.'),
    date('filed_on', '立案日期', 'Filed on'),
    ...person(),
    line('matter', '案由', 'Matter'),
    long('investigation', '审查调查概况', 'The investigation, in short', 4),
    table('facts', '认定的事实和证据', 'Facts found and evidence', [
      text('fact', '事实', 'Fact'), text('evidence', '证据', 'Evidence'), text('nature', '性质', 'Nature'),
    ]),
    amount('amount', '涉及金额', 'Amount'),
    date('checked_on', '与本人核对事实日期', 'Facts checked with the person on'),
    long('defence', '本人意见、申辩及采纳情况', 'What the person said in defence, and what was accepted', 5),
    long('circumstances', '从轻、从重等情节', 'Mitigating and aggravating circumstances', 3),
    long('basis', '适用规定', 'Rules applied', 3),
    long('proposal', '审理意见', 'Proposal', 5),
    signature('trier_signature', '审理人', 'Heard by', 2),
  ],
});
