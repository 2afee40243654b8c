/** 企业约谈记录 (domain.md §0; C6). */
import { internal, line, long, signature, table, text } from './fields.js';
import { leadNo, sitting } from './shared.js';

export const companyTalk = internal({
  id: 'company-talk',
  series: '',
  title: ['企业约谈记录', 'Record of a talk with a company'],
  pieces: [
    leadNo(),
    line('company', '企业名称', 'Company'),
    line('credit_code', '统一社会信用代码', 'Unified social credit code'),
    table('attendees', '企业参加人', 'For the company', [
      text('name', '姓名', 'Name'), text('post', '职务', 'Post'), text('contact', '联系方式', 'Contact'),
    ], 2),
    ...sitting(),
    long('reason', '约谈事由', 'Reason', 3),
    long('content', '约谈内容', 'What was said', 8),
    long('requirements', '要求和期限', 'What is asked, and until when', 4),
    long('statement', '企业意见和承诺', 'What the company said and promised', 4),
    signature('company_signature', '企业参加人', 'For the company'),
    signature('talker_signature', '谈话人', 'Held by', 2),
    signature('recorder_signature', '记录人', 'Recorded by'),
  ],
});
