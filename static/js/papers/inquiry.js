/** 10 函询函 (domain.md §5, §0), with the answer that comes back over the Party organisation's head. */
import { line, long, note, opinion, outgoing, signature } from './fields.js';
import { letterEnd, slip } from './shared.js';

export const inquiry = outgoing({
  id: 'inquiry',
  series: '10',
  title: ['函询函', 'Letter of inquiry'],
  number: ['文号', 'Letter no.'],
  pieces: [
    line('to', '主送（被函询人）', 'To'),
    note(
      '根据有关规定，现就下列问题向您函询。请逐条如实写明情况，附上材料，由所在党组织主要负责人签署意见后，密封交回。',
      'Under the rules we ask you about the matters below. Please answer each truthfully, enclose documents, have the head of your Party organisation add an opinion, and return it sealed.',
    ),
    long('matters', '函询的问题', 'Matters', 10),
    ...letterEnd(),
    slip('函询回复', 'Answer to the inquiry'),
    long('answer', '情况说明', 'Answer', 14),
    signature('person_signature', '被函询人', 'Person asked'),
    opinion('party_head_opinion', '所在党组织主要负责人意见', 'Opinion of the head of the Party organisation', 3),
  ],
});
