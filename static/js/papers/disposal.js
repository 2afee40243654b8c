/** 8 线索处置审批表 (domain.md §5, §0): way, plan, people and study on one sheet. */
import { choice, date, internal, line, long } from './fields.js';
import { leadNo, opinions, study, subjects, team } from './shared.js';

export const disposal = internal({
  id: 'disposal',
  series: '8',
  title: ['线索处置审批表', 'Approval sheet for the disposal of a lead'],
  pieces: [
    leadNo(),
    subjects(),
    long('allegations', '反映主要问题', 'Main allegations', 5),
    long('opinion', '研判意见', 'Assessment'),
    long('checkable', '研判意见：可查性', 'Assessment: can it be checked'),
    long('risks', '研判意见：风险', 'Assessment: risks', 3),
    choice('way', '拟处置方式', 'Proposed way', {
      talk: ['谈话函询', 'Talk or written inquiry'],
      verify: ['初步核实', 'Initial verification'],
      hold: ['暂存待查', 'Hold for later'],
      close: ['予以了结', 'Close'],
      transfer: ['移送', 'Transfer'],
    }),
    team('处置方案：人员（不少于两人）', 'Plan: people (two or more)'),
    long('steps', '处置方案：步骤', 'Plan: steps'),
    date('due_on', '处置方案：期限', 'Plan: due on'),
    long('secrecy_measures', '处置方案：保密', 'Plan: secrecy', 2),
    line('who_may_know', '知悉范围', 'Who may know'),
    long('recusals', '回避情况', 'Recusals', 2),
    choice('reported_up', '是否报上级', 'Reported to the authority', { yes: ['是', 'Yes'], no: ['否', 'No'] }),
    ...study(),
    long('minutes', '集体研究意见', 'What the study found', 3),
    ...opinions(),
  ],
});
