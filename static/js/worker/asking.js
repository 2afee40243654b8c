/**
 * The kinds of entries that count only once another member has decided, or the whole team signed: the
 * same as in casework/entries/stages.py (a test compares them). A server that moved a case on without
 * that is found out by this.
 */
export const ASKING = [
  'extension', 'transfer', 'not_ours', 'pass_up', 'sheet', 'team', 'opinion', 'filing', 'filing_closed', 'sanction',
  'appeal_decided', 'outcome', 'reopening', 'deletion',
];
export const SIGNED = ['report'];
/** What is decided on the work of those who verified. */
export const JUDGED = ['opinion', 'outcome', 'sanction', 'filing_closed', 'appeal_decided'];
/** Roles that decide. */
export const DECIDERS = ['leader', 'secretary'];
