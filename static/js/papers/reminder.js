/** 18 诫勉/提醒谈话记录 (domain.md §5; C18). */
import { choice, internal, long, signature } from './fields.js';
import { leadNo, person, sitting } from './shared.js';

export const reminder = internal({
  id: 'reminder',
  series: '18',
  title: ['诫勉（提醒）谈话记录', 'Record of an admonition or reminder'],
  pieces: [
    leadNo(),
    choice('form', '谈话种类', 'Kind', { admonition: ['诫勉谈话', 'Admonition'], reminder: ['提醒谈话', 'Reminder'] }),
    ...sitting(),
    ...person(),
    long('reason', '谈话事由', 'Reason', 3),
    long('content', '谈话内容和要求', 'What was said and asked for', 10),
    long('statement', '本人认识和表态', 'What the person said to it', 6),
    signature('person_signature', '被谈话人', 'Person spoken to'),
    signature('talker_signature', '谈话人', 'Held by', 2),
    signature('recorder_signature', '记录人', 'Recorded by'),
  ],
});
