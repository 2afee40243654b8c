/** 送达回证 (domain.md §0), with how the sanction was carried out and any appeal. */
import { date, line, long, outgoing, part, signature, text } from './fields.js';

export const service = outgoing({
  id: 'service',
  series: '',
  title: ['送达回证', 'Certificate of service'],
  copies: 1,
  pieces: [
    line('document', '送达文书', 'Document served'),
    text('document_no', '文号', 'Letter no.'),
    text('person_name', '受送达人', 'Served on'),
    line('place', '送达地点', 'Place'),
    line('method', '送达方式', 'Way'),
    date('served_at', '送达时间', 'Served at'),
    text('proxy', '代收人及与受送达人关系', 'Received for them by, and as what'),
    long('refusal', '拒收事由', 'Reason of a refusal', 2),
    signature('person_signature', '受送达人（代收人）', 'Received by'),
    signature('server_signature', '送达人', 'Served by', 2),
    signature('witness_signature', '见证人', 'Witness'),
    part('处分执行和申诉', 'Carrying out and appeal'),
    long('execution', '处分执行情况', 'How it was carried out', 3),
    long('appeal', '申诉情况', 'Appeal', 2),
    long('remark', '备注', 'Remark', 2),
  ],
});
