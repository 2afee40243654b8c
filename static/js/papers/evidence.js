/** 调取证据清单 (domain.md §0): one copy stays with the holder. */
import { date, line, note, outgoing, signature, table, text } from './fields.js';

export const evidence = outgoing({
  id: 'evidence',
  series: '',
  title: ['调取证据清单', 'List of evidence taken'],
  pieces: [
    line('holder', '持有单位（持有人）', 'Holder'),
    line('basis', '调取依据', 'Grounds'),
    date('taken_at', '调取时间', 'Taken at'),
    text('place', '调取地点', 'Place'),
    table('items', '证据', 'Evidence', [
      text('no', '序号', 'No.'), text('name', '名称', 'Name'), text('features', '特征（规格、编号）', 'Features (type, serial no.)'),
      text('form', '原件/复制件', 'Original or duplicate'), text('quantity', '数量', 'Quantity'), text('pages', '页数', 'Pages'), text('remark', '备注', 'Remark'),
    ], 6),
    note('以上材料由持有人提供，与原件核对无误。', 'The holder provided the above; it was compared with the originals.'),
    signature('holder_signature', '持有人', 'Holder'),
    signature('taker_signature', '调取人', 'Taken by', 2),
    signature('witness_signature', '见证人', 'Witness'),
  ],
});
