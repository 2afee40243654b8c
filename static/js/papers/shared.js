/** Fields that several papers ask for, under the same names. */
import { date, line, opinion, part, seal, signature, table, text } from './fields.js';

/** @typedef {import('./fields.js').Words} Words */

export const leadNo = () => text('lead_no', '线索编号', 'Lead no.');

/** The persons concerned (被反映人), with what decides who may deal with them. */
export const subjects = () => table('subjects', '被反映人', 'Persons concerned', [
  text('name', '姓名', 'Name'),
  text('department', '科室', 'Department'),
  text('post', '职务', 'Post'),
  text('party', '政治面貌', 'Party member'),
  text('supervised', '是否监察对象', 'Under supervision law'),
  text('employment', '编制', 'Employment'),
  text('managed_by', '干部管理权限', 'Managed by'),
], 2);

/** One person, in short. */
export const person = () => [
  text('person_name', '姓名', 'Name'),
  text('person_department', '单位（科室）', 'Unit (department)'),
  text('person_post', '职务', 'Post'),
  text('person_standing', '政治面貌、人员身份', 'Party membership, employment'),
];

/** At least two who do it. @type {(zh?: string, en?: string) => import('./fields.js').Table} */
export const team = (zh = '核查组（不少于两人）', en = 'Team (two or more)') => table('team', zh, en, [
  text('name', '姓名', 'Name'),
  text('unit', '部门和职务', 'Department and post'),
  text('role', '分工', 'Task'),
], 3);

/** Two who talk, one who writes; when it began and ended. */
export const sitting = () => [
  date('started_at', '开始时间', 'Began'),
  date('ended_at', '结束时间', 'Ended'),
  line('place', '地点', 'Place'),
  text('talker_1', '谈话人（一）', 'Held by (1)'),
  text('talker_2', '谈话人（二）', 'Held by (2)'),
  text('recorder', '记录人', 'Recorded by'),
  text('recording_no', '录音编号', 'Recording no.'),
];

/** What was studied together, when and by whom. */
export const study = () => [
  text('meeting_no', '会议号', 'Meeting no.'),
  date('studied_on', '集体研究时间', 'Studied together on'),
  line('attendees', '参加人', 'Attended by'),
];

/** Opinions from the one who handles it up to the head. */
export const opinions = () => [
  opinion('handler_opinion', '承办人意见', 'Opinion of the handler'),
  opinion('department_opinion', '部门负责人意见', 'Opinion of the head of department'),
  opinion('leader_opinion', '分管领导意见', 'Opinion of the leader in charge'),
  opinion('head_decision', '主要负责人审批', 'Decision of the head'),
];

/** Whom to ask, until when to answer, and the stamp. */
export const letterEnd = (replyBy = '回复期限') => [
  text('contact', '联系人', 'Contact'),
  text('contact_phone', '联系电话', 'Telephone'),
  date('reply_by', replyBy, 'Answer by'),
  seal(),
];

export const teamSignature = () => signature('team_signature', '核查组全体人员签名', 'Signatures of the whole team', 3);

/** A slip to tear off or send back. @type {(zh: string, en: string) => import('./fields.js').Part} */
export const slip = (zh, en) => part(zh, en, true);
