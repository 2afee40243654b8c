/** 16 整改台账 (domain.md §5; C13–C15): items, the five duties, and 四不放过 as its gates. */
import { date, internal, line, long, signature, table, text } from './fields.js';

export const rectification = internal({
  id: 'rectification',
  series: '16',
  title: ['整改台账', 'Rectification ledger'],
  wide: true,
  pieces: [
    line('unit', '整改部门', 'Department'),
    line('source', '整改事由（案号或文号）', 'Reason (case or letter no.)'),
    table('items', '整改事项', 'Items', [
      text('problem', '问题', 'Problem'), text('goal', '目标', 'Goal'), text('measures', '举措', 'Measures'),
      text('responsible', '责任部门、责任人', 'Responsible'), date('due_on', '期限', 'Due on'),
      text('assessment', '考核', 'Assessment'), text('feedback', '反馈', 'Feedback'), text('state', '进度', 'State'),
    ], 5),
    table('duties', '五位一体责任', 'The five duties', [
      text('stated', '明责', 'Stated'), text('fulfilled', '履责', 'Fulfilled'), text('judged', '评责', 'Judged'),
      text('supervised', '督责', 'Supervised'), text('called_to_account', '追责', 'Called to account'),
    ], 1),
    long('gate_clear', '问题不查清不放过', 'Gate: the matter is cleared up', 2),
    long('gate_rectified', '整改不到位不放过', 'Gate: it is rectified', 2),
    long('gate_responsible', '责任不落实不放过', 'Gate: responsibility is settled', 2),
    long('gate_satisfied', '群众不满意不放过', 'Gate: the public is satisfied', 2),
    signature('responsible_signature', '整改责任人', 'Responsible for rectification'),
    signature('checker_signature', '检查验收人', 'Checked by'),
  ],
});
