/** 立案审批表 (domain.md §0): where the hospital's own discipline committee files cases. */
import { amount, internal, line, long, text } from './fields.js';
import { leadNo, opinions, person, study } from './shared.js';

export const filing = internal({
  id: 'filing',
  series: '',
  title: ['立案审批表', 'Approval sheet for filing a case'],
  pieces: [
    leadNo(),
    text('filing_no', '立案号', 'Filing no.'),
    ...person(),
    text('managed_by', '干部管理权限', 'Managed by'),
    line('source', '线索来源', 'Where it came from'),
    long('facts', '初步核实查明的主要事实', 'Main facts of the initial verification', 8),
    long('evidence', '主要证据', 'Main evidence', 4),
    amount('amount', '涉及金额', 'Amount'),
    long('basis', '立案依据和理由', 'Grounds for filing', 4),
    long('recusals', '回避情况', 'Recusals', 2),
    ...study(),
    ...opinions(),
    long('told', '向本人及所在单位宣布（通知）情况', 'How the person and the unit were told', 2),
  ],
});
