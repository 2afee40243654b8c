/** 9 初步核实方案 (domain.md §5, §0). */
import { date, internal, line, long } from './fields.js';
import { leadNo, opinions, subjects, team, teamSignature } from './shared.js';

export const plan = internal({
  id: 'plan',
  series: '9',
  title: ['初步核实方案', 'Plan for an initial verification'],
  pieces: [
    leadNo(),
    date('due_on', '核实期限', 'Due on'),
    line('source', '线索来源', 'Where it came from'),
    long('basis', '办理依据', 'Grounds for handling it', 2),
    subjects(),
    long('allegations', '反映的主要问题', 'Main allegations', 5),
    long('doubts', '存在疑点', 'Open questions'),
    team(),
    long('measures', '核实措施和步骤', 'Measures and steps', 6),
    long('safety', '谈话安全预案', 'Safety plan for talks'),
    long('secrecy_measures', '保密和回避要求', 'Secrecy and recusals', 2),
    ...opinions(),
    teamSignature(),
  ],
});
