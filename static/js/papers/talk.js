/** 10 谈话记录 (domain.md §5, §0): two who hold it, rights told, every page signed. */
import { internal, line, long, note, signature } from './fields.js';
import { person, sitting } from './shared.js';

export const talk = internal({
  id: 'talk',
  series: '10',
  title: ['谈话记录', 'Record of a talk'],
  eachPage: ['被谈话人逐页签名', 'Signed on every page by the person heard'],
  pieces: [
    line('lead_no', '线索编号', 'Lead no.'),
    ...sitting(),
    ...person(),
    note(
      '权利告知：谈话人不少于两人，已出示证件、说明身份。您可以申请有关人员回避，可以陈述、申辩、提供证据；谈话记录您要看过，有错漏可以补充、改正，改过的地方由您签名。请如实说明情况，并对谈话内容保密。',
      'Rights: at least two persons hold this talk and have shown who they are. You may ask that somebody be recused, state your case and give evidence. You read this record, may add to it and correct it, and sign each correction. Please tell the truth and keep the talk secret.',
    ),
    long('rights_answer', '被谈话人对权利告知的回答', 'What the person answered to this', 2),
    long('content', '谈话内容', 'What was said', 18),
    signature('person_signature', '以上记录我看过，和我说的一致。被谈话人', 'I have read this; it is what I said. Person heard'),
    signature('talker_signature', '谈话人', 'Held by', 2),
    signature('recorder_signature', '记录人', 'Recorded by'),
  ],
});
