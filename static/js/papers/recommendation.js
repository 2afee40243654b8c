/** 15 纪检建议函 (domain.md §5). */
import { line, long, note, outgoing } from './fields.js';
import { letterEnd } from './shared.js';

export const recommendation = outgoing({
  id: 'recommendation',
  series: '15',
  title: ['纪检建议函', 'Letter of recommendation'],
  number: ['文号', 'Letter no.'],
  pieces: [
    line('to', '主送', 'To'),
    long('circumstances', '基本情况', 'Circumstances', 6),
    long('facts', '认定的事实', 'Facts found', 6),
    long('basis', '依据', 'Grounds', 3),
    long('advice', '建议', 'Recommendations', 7),
    note('请在下列回复期限前，把采纳和落实情况函告我单位。', 'Please let us know by the date below what you did about it.'),
    ...letterEnd(),
  ],
});
