/** What it means that a case could not be sealed to somebody. */
import { text } from '../components/texts.js';
import { failureText } from './unlocking.js';

const ROSTER = ['RosterUnvouched', 'RosterExpired', 'RosterInvalid', 'StatementExpired', 'CharterExpired'];

/** @param {unknown} error */
export function caseFailure(error) {
  const { name } = /** @type {Error} */ (error);
  if (ROSTER.includes(name)) return text('no_roster');
  if (name === 'NotRostered') return text('not_rostered');
  if (name === 'CaseForged' || name === 'CaseUnproved') return text('stop_forged');
  if (name === 'HelperAccused') return text('helper_accused');
  if (name === 'ReportCopied') return text('report_copied');
  if (name === 'MemberRecused') return text('signed_recused');
  return name === 'RecoveryMissing' ? text('no_recovery') : failureText(error);
}
