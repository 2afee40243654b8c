/**
 * All papers (文书) of a case, in the order of its way. Pure: made of words and values alone.
 *
 * - `papers`: every paper as declared (fields.js); `paperOf(id)`; `fieldNames(paper)`
 * - `fill(paper, values, language)`: a paper with values becomes a document, plain data (fill.js)
 * - pages show and print it with `showPaper` (render.js)
 * - `paperwork.js`: the same through the worker, and the files: `wordOf`, `excelOf`
 */
import { acceptance } from './acceptance.js';
import { answer } from './answer.js';
import { bulletin } from './bulletin.js';
import { clearing } from './clearing.js';
import { closing } from './closing.js';
import { companyReport } from './company-report.js';
import { companyTalk } from './company-talk.js';
import { contents } from './contents.js';
import { cooperation } from './cooperation.js';
import { decision } from './decision.js';
import { disposal } from './disposal.js';
import { education } from './education.js';
import { evidence } from './evidence.js';
import { feedback } from './feedback.js';
import { filing } from './filing.js';
import { handover } from './handover.js';
import { held } from './held.js';
import { inquiry } from './inquiry.js';
import { integrityNotice } from './integrity-notice.js';
import { lead } from './lead.js';
import { noGifts } from './no-gifts.js';
import { plan } from './plan.js';
import { recommendation } from './recommendation.js';
import { rectification } from './rectification.js';
import { recusal } from './recusal.js';
import { referral } from './referral.js';
import { reminder } from './reminder.js';
import { result } from './result.js';
import { service } from './service.js';
import { talk } from './talk.js';
import { transfer } from './transfer.js';
import { trial } from './trial.js';
import { verification } from './verification.js';

export { fieldNames, fill, missing } from './fill.js';

export const papers = [
  acceptance, lead, referral, recusal, disposal, inquiry, talk, plan, evidence, verification, held, result, closing,
  cooperation, transfer, filing, trial, decision, service, companyTalk, companyReport, reminder, clearing, answer, feedback,
  integrityNotice, recommendation, rectification, education, bulletin, noGifts, contents, handover,
];

/**
 * The paper with this id. Throws RangeError.
 * @param {string} id
 */
export function paperOf(id) {
  const found = papers.find((paper) => paper.id === id);
  if (found === undefined) throw new RangeError(`no paper: ${id}`);
  return found;
}
