/** 暂存复查表 (domain.md §0, D9). */
import { choice, date, internal, long, signature } from './fields.js';
import { leadNo, opinions, subjects } from './shared.js';

export const held = internal({
  id: 'held',
  series: '',
  title: ['暂存复查表', 'Review of a held lead'],
  pieces: [
    leadNo(),
    date('held_on', '暂存日期', 'Held since'),
    subjects(),
    long('allegations', '反映主要问题', 'Main allegations', 4),
    long('reason', '暂存理由', 'Why it was held', 3),
    date('reviewed_on', '复查日期', 'Reviewed on'),
    long('changes', '复查情况（有无新情况、条件是否具备）', 'What the review found (anything new, can it be checked now)', 4),
    choice('proposal', '复查意见', 'Proposal', {
      hold: ['继续暂存', 'Go on holding'], talk: ['谈话函询', 'Talk or written inquiry'], verify: ['初步核实', 'Initial verification'], close: ['予以了结', 'Close'],
    }),
    date('next_on', '下次复查日期', 'Next review on'),
    signature('reviewer_signature', '复查人', 'Reviewed by', 2),
    ...opinions(),
  ],
});
