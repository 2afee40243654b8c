/** 9 初步核实报告 (domain.md §5, §0): what was found for each allegation; the whole team signs. */
import { amount, date, internal, line, long, table, text } from './fields.js';
import { leadNo, subjects, team, teamSignature } from './shared.js';

export const verification = internal({
  id: 'verification',
  series: '9',
  title: ['初步核实报告', 'Report on an initial verification'],
  pieces: [
    leadNo(),
    line('source', '线索来源', 'Where it came from'),
    long('basis', '办理依据', 'Grounds for handling it', 2),
    subjects(),
    team(),
    date('started_on', '核实开始日期', 'Began on'),
    date('ended_on', '核实结束日期', 'Ended on'),
    long('measures', '采取的措施', 'Measures taken'),
    table('findings', '事实认定（逐个问题）', 'Findings, for each allegation', [
      text('person', '被反映人', 'Person concerned'),
      text('allegation', '反映的问题', 'Allegation'),
      text('finding', '结论', 'Finding'),
      text('evidence', '证据', 'Evidence'),
      text('nature', '性质', 'Nature'),
    ]),
    long('facts', '查明的事实', 'Facts found', 6),
    long('nature', '性质认定', 'Nature, on the whole', 3),
    amount('amount', '涉及金额', 'Amount'),
    long('doubts', '存在疑点', 'Open questions', 3),
    long('proposal', '处理建议', 'Proposal'),
    teamSignature(),
  ],
});
