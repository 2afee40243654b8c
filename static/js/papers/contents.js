/** 卷宗目录 (domain.md §0): 正卷 and 副卷; everything about whoever reported only in the second. */
import { date, internal, line, note, part, signature, table, text } from './fields.js';

const columns = () => [
  text('no', '序号', 'No.'), text('name', '材料名称', 'Document'), text('document_no', '文号', 'Letter no.'),
  date('made_on', '日期', 'Date'), text('pages', '页号', 'Pages'), text('remark', '备注', 'Remark'),
];

export const contents = internal({
  id: 'contents',
  series: '',
  title: ['卷宗目录', 'Contents of a file'],
  number: ['案卷号', 'File no.'],
  pieces: [
    line('file_title', '案卷题名', 'Title'),
    text('case_no', '案号', 'Case no.'),
    text('retention', '保管期限', 'Kept for'),
    part('正卷', 'Main volume'),
    table('main_volume', '正卷目录', 'Contents of the main volume', columns(), 14),
    part('副卷', 'Second volume', true),
    note('凡写到举报人的材料，一律只入副卷；副卷不随正卷借阅、移送。', 'Whatever tells of the reporter is in the second volume only, which is never lent or transferred with the main one.'),
    table('second_volume', '副卷目录', 'Contents of the second volume', columns(), 12),
    signature('filer_signature', '立卷人', 'Filed by'),
    signature('checker_signature', '检查人', 'Checked by'),
  ],
});
