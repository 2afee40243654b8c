/** 11 移送函、移送清单、回执 (domain.md §5, §0). Nothing on them tells who reported. */
import { amount, choice, line, long, otherSeal, outgoing, signature, table, text, date } from './fields.js';
import { letterEnd, slip, subjects } from './shared.js';

export const transfer = outgoing({
  id: 'transfer',
  series: '11',
  title: ['问题线索移送函', 'Letter of transfer'],
  number: ['文号', 'Letter no.'],
  pieces: [
    line('to', '主送', 'To'),
    line('subject', '事由', 'Subject'),
    subjects(),
    long('facts', '主要问题和已核实的事实', 'Main matters, and facts verified', 10),
    amount('amount', '涉及金额', 'Amount'),
    long('basis', '移送依据', 'Grounds for the transfer', 2),
    choice('method', '移交方式', 'Handed over by', {
      person: ['专人送达', 'Messenger'], confidential_post: ['机要', 'Confidential post'], system: ['本系统', 'This system'], other: ['其他', 'Other'],
    }),
    ...letterEnd('反馈期限'),
    slip('移送清单', 'List of what is transferred'),
    table('attachments', '附件', 'Attachments', [
      text('name', '名称', 'Name'), text('copies', '份数', 'Copies'), text('pages', '页数', 'Pages'),
    ]),
    table('evidence', '证据清单', 'Evidence', [
      text('name', '证据名称', 'Evidence'), text('form', '种类（原件/复制件）', 'Original or duplicate'),
      text('copies', '份数', 'Copies'), text('pages', '页数', 'Pages'), text('remark', '备注', 'Remark'),
    ]),
    signature('handed_over_by', '移交人', 'Handed over by'),
    signature('taken_over_by', '接收人', 'Taken over by'),
    slip('回执', 'Reply slip'),
    text('slip_no', '移送函文号', 'Letter no.'),
    date('received_on', '收到日期', 'Received on'),
    line('receiving_unit', '接收单位', 'Receiving unit'),
    long('receiver_remark', '说明', 'Remark', 2),
    signature('receiver', '接收人', 'Received by'),
    otherSeal('receiver_stamp', '（接收单位盖章）', '(stamp of the receiving unit)'),
  ],
});
