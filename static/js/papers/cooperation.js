/** 协办函 (domain.md §0): a redacted question to another department, with its answer. */
import { line, long, note, otherSeal, outgoing, signature } from './fields.js';
import { letterEnd, slip } from './shared.js';

export const cooperation = outgoing({
  id: 'cooperation',
  series: '',
  title: ['协办函', 'Letter asking for assistance'],
  number: ['文号', 'Letter no.'],
  pieces: [
    line('to', '主送（协办部门）', 'To (department)'),
    line('subject', '事由', 'Subject'),
    long('questions', '协办事项（不写线索来源和被反映人）', 'What is asked (no source, no person concerned)', 8),
    note('只由指定的人办理；不得扩大知情范围，不得向当事人打听。', 'Only the appointed person deals with this; nobody else is to know, and nobody concerned is to be asked.'),
    ...letterEnd(),
    slip('协办回复', 'Answer'),
    long('answer', '办理结果', 'Answer', 10),
    line('enclosures', '附件', 'Enclosures'),
    signature('helper_signature', '办理人', 'Dealt with by'),
    signature('helper_head', '部门负责人', 'Head of department'),
    otherSeal('answer_stamp', '（协办部门盖章）', '(stamp of the department)'),
  ],
});
