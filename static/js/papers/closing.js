/** 了结告知 (domain.md §0): somebody who was asked is told that the matter is closed. */
import { date, line, long, outgoing, seal, signature } from './fields.js';

export const closing = outgoing({
  id: 'closing',
  series: '',
  title: ['了结告知书', 'Notice that a matter is closed'],
  number: ['文号', 'Letter no.'],
  pieces: [
    line('to', '主送', 'To'),
    long('matters', '谈话（函询、核实）的事项', 'What was asked or verified', 5),
    date('concluded_on', '了结日期', 'Closed on'),
    long('conclusion', '结论', 'Conclusion', 5),
    long('reminders', '提醒和要求', 'Reminders', 3),
    seal(),
    signature('receipt', '签收', 'Received by'),
  ],
});
