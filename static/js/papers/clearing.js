/** 20 澄清正名书 (domain.md §5, 3.2): somebody wrongly reported has their name cleared. */
import { line, long, outgoing, seal, signature } from './fields.js';
import { person } from './shared.js';

export const clearing = outgoing({
  id: 'clearing',
  series: '20',
  title: ['澄清正名书', 'Statement clearing a name'],
  number: ['文号', 'Letter no.'],
  notice: ['按写明的范围公布。', 'To be made known as far as it says.'],
  pieces: [
    line('to', '主送', 'To'),
    ...person(),
    long('allegations', '反映的主要问题（不写来源）', 'What was alleged (without a source)', 4),
    long('conclusion', '核查结论', 'Conclusion', 5),
    long('how', '澄清的方式和范围', 'How, and to whom, it is made known', 3),
    seal(),
    signature('receipt', '本人签收', 'Received by the person'),
  ],
});
