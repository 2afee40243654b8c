/** 23 警示教育记录 (domain.md §5; C20, C21). */
import { date, internal, line, long, signature, text } from './fields.js';

export const education = internal({
  id: 'education',
  series: '23',
  title: ['警示教育记录', 'Record of warning education'],
  notice: ['内部材料，不写举报人的任何情况。', 'Internal. Nothing about a reporter stands here.'],
  pieces: [
    line('case_no', '案号', 'Case no.'),
    date('held_on', '日期', 'Held on'),
    text('place', '地点', 'Place'),
    text('form', '形式', 'Form'),
    text('speaker', '主讲人', 'Held by'),
    line('audience', '对象', 'Audience'),
    text('expected', '应到人数', 'Expected'),
    text('attended', '实到人数', 'Attended'),
    line('topic', '主题', 'Topic'),
    long('content', '内容', 'Content', 8),
    long('treatment', '治理措施（完善制度）', 'What was put right (rules made or changed)', 4),
    long('absent', '未到人员补课情况', 'How those absent made up for it', 2),
    signature('recorder_signature', '记录人', 'Recorded by'),
  ],
});
