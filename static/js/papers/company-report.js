/** 17 企业信息上报表 (domain.md §5; C5). */
import { amount, date, line, long, outgoing, seal, signature, text } from './fields.js';

export const companyReport = outgoing({
  id: 'company-report',
  series: '17',
  title: ['企业信息上报表', 'Report on a company'],
  pieces: [
    line('to', '上报单位', 'Reported to'),
    line('company', '企业名称', 'Company'),
    line('credit_code', '统一社会信用代码', 'Unified social credit code'),
    line('products', '产品', 'Products'),
    line('people', '人员', 'Persons'),
    long('conduct', '行为', 'What it did', 7),
    amount('amount', '金额', 'Amount'),
    long('basis', '依据', 'Grounds', 3),
    long('measures', '已采取的措施', 'Measures taken', 4),
    text('contact', '联系人', 'Contact'),
    text('contact_phone', '联系电话', 'Telephone'),
    date('sent_on', '上报日期', 'Sent on'),
    date('received_on', '接收日期', 'Received on'),
    seal(),
    signature('receiver', '接收人', 'Received by'),
  ],
});
