/** 处分决定 (domain.md §0). */
import { amount, date, line, long, outgoing, seal } from './fields.js';
import { person } from './shared.js';

export const decision = outgoing({
  id: 'decision',
  series: '',
  title: ['处分决定书', 'Decision on a sanction'],
  number: ['文号', 'Letter no.'],
  copies: 3,
  pieces: [
    ...person(),
    long('facts', '查明的事实', 'Facts found', 8),
    amount('amount', '涉及金额', 'Amount'),
    long('defence', '申辩及采纳情况', 'Defence, and what was accepted', 3),
    long('basis', '处分依据', 'Grounds', 3),
    line('sanction', '处分种类', 'Sanction'),
    line('effect', '影响期', 'In effect for'),
    date('effective_on', '生效日期', 'Effective from'),
    long('appeal', '不服决定的申诉途径和期限', 'How, and until when, to appeal', 3),
    seal(),
  ],
});
