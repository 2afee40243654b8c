/** 7 线索登记表 (domain.md §5, §0). Nothing on it tells who reported. */
import { amount, choice, date, internal, line, long, signature, table, text } from './fields.js';
import { subjects } from './shared.js';

export const lead = internal({
  id: 'lead',
  series: '7',
  title: ['线索登记表', 'Lead registration form'],
  number: ['线索编号', 'Lead no.'],
  pieces: [
    text('letter_no', '信访件号', 'Letter no.'),
    date('received_on', '收到时间', 'Received on'),
    text('channel', '来源渠道', 'Channel'),
    choice('naming', '实名/匿名', 'Named or anonymous', {
      anonymous: ['匿名', 'Anonymous'], named: ['实名待核', 'Named, not checked'],
      checked: ['实名已核', 'Named, checked'], hidden: ['对本院匿名', 'Known to the authority above alone'],
    }),
    text('task_no', '交办文号', 'Task no. from above'),
    date('task_due_on', '交办期限', 'Task due on'),
    subjects(),
    line('nine_rules', '反映问题类别：九项准则', 'Kind of matter: the nine rules'),
    line('ten_bans', '反映问题类别：十个不得', 'Kind of matter: the ten bans'),
    line('six_areas', '反映问题类别：六个方面', 'Kind of matter: the six areas'),
    long('summary', '主要内容摘要', 'Summary', 8),
    text('happened_at', '时间', 'When'),
    text('place', '地点', 'Where'),
    amount('amount', '涉及金额', 'Amount'),
    table('evidence', '证据材料清单', 'Evidence', [
      text('name', '名称', 'Name'),
      text('originals', '原件份数', 'Originals'),
      text('duplicates', '复印件份数', 'Duplicates'),
      text('pages', '页数', 'Pages'),
      text('remark', '备注', 'Remark'),
    ], 3),
    text('repeated', '是否重复', 'Reported before'),
    text('related', '关联线索', 'Related leads'),
    long('instructions', '领导批示', 'Leader\'s instruction', 2),
    signature('registrar', '登记人', 'Registered by'),
  ],
});
