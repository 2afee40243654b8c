/** What the worker does for an inspector: unlock, open a report, answer. */
import { ops as anchor } from './anchor.js';
import { ops as archive } from './archive.js';
import { answerAt, ops as answering } from './answering.js';
import { ops as accepting } from './case-memory.js';
import { ops as cases } from './cases.js';
import { ops as declarations } from './declarations.js';
import { ops as drafts } from './drafts.js';
import { ops as audit } from './audit.js';
import { checkOffice, epochIdentities, ops as keyring } from './keyring.js';
import { ops as members } from './members.js';
import { ops as memory } from './memory.js';
import { ops as naming } from './naming.js';
import { ops as recovery } from './recovery.js';
import { ops as passing } from './passing.js';
import { openText, ops as reports, readReport } from './reports.js';
import { readAs } from './seen-texts.js';
import { ops as search } from './search.js';
import { ops as setUp } from './set-up.js';
import { ops as vouching } from './vouching.js';
import { ops as due } from './due.js';
import { ops as taking } from './taking.js';
import { ops as tasks } from './tasks-sealed.js';
import { ops as transfers } from './transfers.js';
import { viewOf } from './view.js';
import { heed } from './words.js';

/**
 * @typedef {{ report: import('./reports.js').Row } & import('./talk.js').Letters} Documents
 * @typedef {import('./view.js').View} View
 */

/** @type {import('./main.js').Ops} */
export const ops = { ...keyring, ...anchor, ...members, ...naming, ...reports, ...audit, ...answering, ...cases, ...accepting, ...memory, ...declarations, ...drafts, ...setUp, ...recovery, ...vouching, ...due, ...search, ...taking, ...tasks, ...transfers, ...passing, ...archive, openReport };

/**
 * Open a report with its letters. Raises CaseForged if it was read here in other words,
 * or has become a case; NoMatch, PayloadInvalid and the like.
 * @param {{ documents: Documents, office: Record<string, any>, today: string }} args
 * @returns {Promise<View>}
 */
async function openReport({ documents, office, today }) {
  answerAt(null);
  const row = documents.report;
  const text = await openText(row);
  const opened = readReport(text, row);
  if (!opened.swapped) readAs(row.id, text);
  heed(row.id, text);
  const standing = await checkOffice({ office, today });
  const thread = { id: row.id, mailbox: row.mailbox_id, identities: epochIdentities(), caseRecipient: '' };
  return viewOf(opened, thread, documents, standing);
}
