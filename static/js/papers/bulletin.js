/** 23 案件通报 (domain.md §5; C19): made known in the unit; nothing on it tells who reported. */
import { line, long, outgoing, seal } from './fields.js';

export const bulletin = outgoing({
  id: 'bulletin',
  series: '23',
  title: ['案件通报', 'Case bulletin'],
  number: ['文号', 'Letter no.'],
  notice: ['在发送范围内公布，不得外传。', 'Made known to those it is sent to; not to be passed on.'],
  pieces: [
    line('to', '发送范围', 'Sent to'),
    long('facts', '案情（隐去可识别的情况）', 'Facts (with nothing to recognise people by)', 8),
    long('handling', '处理结果', 'How it was dealt with', 4),
    long('causes', '原因分析', 'Causes', 4),
    long('lessons', '警示', 'Lessons', 4),
    long('requirements', '要求', 'What is asked of everybody', 4),
    seal(),
  ],
});
