/** 21 回避申请/决定表 (domain.md §5, 3.5). Whoever reported asks by their case's number alone. */
import { choice, date, internal, line, long, part, signature, text } from './fields.js';
import { leadNo } from './shared.js';

export const recusal = internal({
  id: 'recusal',
  series: '21',
  title: ['回避申请（决定）表', 'Recusal: request and decision'],
  pieces: [
    leadNo(),
    date('asked_on', '申请日期', 'Asked on'),
    choice('asker', '申请人（举报人不写姓名）', 'Who asks (a reporter is not named)', {
      oneself: ['本人自行回避', 'The member'], office: ['单位要求', 'The office'], person: ['被反映人', 'The person concerned'], reporter: ['举报人', 'The reporter'],
    }),
    text('member', '被申请回避人', 'Who should be recused'),
    text('member_post', '职务', 'Post'),
    choice('ground', '回避理由', 'Ground', {
      relative: ['是被反映人或举报人的近亲属', 'Near relative of a party'],
      witness: ['担任过本案证人', 'Was a witness'],
      interest: ['本人或近亲属有利害关系', 'Own or relatives\' interest'],
      other: ['其他可能影响公正的情形', 'Other'],
    }),
    long('facts', '具体情况', 'Facts', 4),
    long('member_opinion', '本人意见', 'What the member says', 3),
    signature('asker_signature', '申请人（举报人不签）', 'Asked by (a reporter does not sign)'),
    part('决定', 'Decision'),
    choice('decision', '决定', 'Decision', { recused: ['回避', 'Recused'], not_recused: ['不回避', 'Not recused'] }),
    long('decision_reason', '决定理由', 'Reasons', 3),
    line('replacement', '接办人', 'Taken over by'),
    date('told_on', '告知日期', 'Told on'),
    signature('decider_signature', '决定人', 'Decided by'),
  ],
});
