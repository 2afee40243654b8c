/** 移交清单 (domain.md §0): a file goes to the archive, or to whoever takes it over. */
import { line, outgoing, signature, table, text } from './fields.js';

export const handover = outgoing({
  id: 'handover',
  series: '',
  title: ['案卷移交清单', 'List of files handed over'],
  pieces: [
    line('from', '移交部门', 'From'),
    line('to', '接收部门', 'To'),
    line('reason', '移交事由', 'Reason'),
    table('files', '案卷', 'Files', [
      text('no', '序号', 'No.'), text('file_no', '案卷号', 'File no.'), text('title', '题名', 'Title'), text('volumes', '卷数', 'Volumes'),
      text('pages', '页数', 'Pages'), text('retention', '保管期限', 'Kept for'), text('remark', '备注', 'Remark'),
    ], 8),
    signature('handed_over_by', '移交人', 'Handed over by'),
    signature('taken_over_by', '接收人', 'Taken over by'),
    signature('supervisor', '监交人', 'Supervised by'),
  ],
});
