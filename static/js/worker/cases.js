/** What the worker does with cases: register, open, grant, put under a new secret. */
import { recipientOf } from '../crypto/age.js';
import { newId, toBase64 } from '../crypto/bytes.js';
import { newSecret, readingHalf } from '../crypto/keys.js';
import { refusal } from '../crypto/refusal.js';
import { accessAfter, accessWith, fitFor } from './access.js';
import { readEntries, sealEntry } from './case-entries.js';
import { acknowledge, answerAt } from './answering.js';
import { checkOffice, epochIdentities, ring, rosterOn } from './keyring.js';
import { COPY, openLetter } from './letters.js';
import { CaseForged } from './memory.js';
import { sealToEach, sealToRecovery } from './people.js';
import { identitiesOf, openRegistration, sealRegistration, sealToCase } from './registration.js';
import { openText, readReport } from './reports.js';
import { kindOf, titleOf } from './titles.js';
import { helpersFor, readTasks } from './tasks.js';
import { viewOf } from './view.js';
import { heed, isOpen } from './words.js';

/**
 * @typedef {import('./registration.js').CaseRow} CaseRow
 * @typedef {{ case: CaseRow, entries: import('./case-entries.js').EntryRow[],
 *   tasks: import('./tasks.js').Row[], helpers: string[] } & import('./access.js').Listed &
 *   import('./talk.js').Letters} CaseDocuments
 * @typedef {{ id: string, sealed: string }} Copy
 * @typedef {import('./view.js').View & { version: number, proved: boolean, late: number, members: string[], unnamed: boolean,
 *   entries: import('./case-entries.js').Entry[], missing: boolean, tasks: import('./tasks.js').Asked[],
 *   helpers: import('./tasks.js').Helper[] }} CaseView
 *   proved: by a keyholder of today; late: letters still sealed to the office, which `copyLetters` seals to the case; members: names
 *   of who may open it, as it is signed; unnamed: we are not among them, recovery gave it to us;
 *   missing: there were later entries here before
 */

/** A report that does not belong into its row becomes no case. */
export const NotRegistrable = refusal('NotRegistrable');
/** No keyholder of today stands behind a case: a person looks at it before anything is built on it. */
export const CaseUnproved = refusal('CaseUnproved');

/** The registration that `openCase` has shown last, as it was sealed. */
let lookedAt = '';

/** @type {import('./main.js').Ops} */
export const ops = { colleagues, openCaseHeadings, openCase, registerCase, changeAccess, rekeyCase, copyLetters, writeEntry, splitCase };

/**
 * The members in the roster who may have a part in cases. Raises RosterUnvouched and the like.
 * @param {{ today: string }} args
 */
function colleagues({ today }) {
  return fitFor(rosterOn(today)).map(({ name, shownName, roles }) => ({ name, shownName, roles }));
}

/**
 * Open the titles of some cases; `progress` hears of each.
 * @param {{ rows: CaseRow[] }} args
 * @param {(heading: import('./reports.js').Heading) => void} progress
 */
async function openCaseHeadings({ rows }, progress) {
  for (const row of rows) {
    try {
      const { text } = await openRegistration(row);
      const opened = readReport(text, { ...row, id: row.report });
      progress({ id: row.id, title: titleOf(opened), kind: kindOf(opened.report), failure: opened.swapped ? 'Swapped' : '' });
    } catch (error) {
      progress({ id: row.id, title: '', kind: '', failure: /** @type {Error} */ (error).name });
    }
  }
}

/**
 * Open a case with its letters. One that is not proved can be read and not answered. Raises
 * CaseForged, RosterUnvouched, NoMatch and the like.
 * @param {{ documents: CaseDocuments, office: Record<string, any>, today: string }} args
 * @returns {Promise<CaseView>}
 */
async function openCase(args) {
  const { view } = await opened(args);
  lookedAt = args.documents.case.sealed;
  if (view.proved) return view;
  answerAt(null);
  return { ...view, closed: view.closed || 'unproved' };
}

/** @param {{ documents: CaseDocuments, office: Record<string, any>, today: string }} args */
async function opened({ documents, office, today }) {
  answerAt(null);
  const row = documents.case;
  const registration = await openRegistration(row);
  const standing = await checkOffice({ office, today });
  const own = identitiesOf(registration);
  const report = readReport(registration.text, { ...row, id: row.report });
  heed(row.report, registration.text);
  const thread = {
    id: row.id, mailbox: row.split_from === null ? row.mailbox_id : null, identities: [...own, ...epochIdentities()],
    caseRecipient: registration.recipient,
  };
  const shown = await viewOf(report, thread, documents, standing);
  const { members, proved } = registration;
  const late = (await lateLetters(documents.messages, own)).length;
  const written = await readEntries(row.id, documents.entries, own);
  const closed = row.split_from !== null && shown.closed === 'no_mailbox' ? 'split' : shown.closed;
  const tasks = await readTasks(documents.tasks, written.entries, own);
  const helpers = helpersFor(documents.helpers, registration.recused);
  return { registration, view: { ...shown, closed, ...written, tasks, helpers, version: row.version, proved, late, members, unnamed: !members.includes(ring().name) } };
}

/**
 * A report as a case: everything that one request registers it with. The words must be those that
 * `openReport` has opened last: a person has read them. Raises CaseForged where they are not,
 * NotRegistrable, RosterUnvouched, RecoveryMissing, NotRostered.
 * @param {{ documents: import('./casework.js').Documents, members: string[], recused?: string[], today: string }} args
 */
async function registerCase({ documents, members, recused = [], today }) {
  const { report } = documents;
  const roster = rosterOn(today);
  const text = await openText(report);
  if (!isOpen(report.id, text)) throw new CaseForged('seen');
  if (readReport(text, report).swapped) throw new NotRegistrable('swapped');
  const secret = newSecret();
  const row = { ...report, id: newId(), report: report.id, version: 1, registered_on: today, rekey_due: false, split_from: null };
  const recipient = await recipientOf(readingHalf('case', secret));
  return {
    id: row.id,
    sealed: toBase64(await sealRegistration(row, {
      secret, former: [], text, receivedOn: report.received_on, registeredOn: today, channel: report.channel, members, recused,
    })),
    recovery: await sealToRecovery(secret, roster),
    grants: await sealToEach(secret, members, roster),
    letters: await copied(documents.messages, epochIdentities(), recipient),
    answer: await acknowledge(report.id, recipient, today),
  };
}

/**
 * A case granted to further members, or a recusal lifted: signed anew under the secret it has.
 * unasked: no person has chosen this, see access.js.
 * Raises CaseForged, CaseUnproved, MemberRecused, RosterUnvouched, NotRostered.
 * @param {{ documents: Pick<CaseDocuments, 'case' | 'access' | 'recused'>, granted?: string[], lifted?: string[],
 *   unasked?: boolean, today: string }} args
 */
async function changeAccess({ documents, granted = [], lifted = [], unasked = false, today }) {
  const before = await openRegistration(documents.case);
  if (!before.proved) throw new CaseUnproved('signer');
  const roster = rosterOn(today);
  const grants = await sealToEach(before.secret, granted, roster);
  const row = { ...documents.case, version: documents.case.version + 1 };
  const access = accessWith(before, documents, { granted, lifted, unasked }, roster);
  return { version: row.version, sealed: toBase64(await sealRegistration(row, { ...before, ...access })), grants };
}

/**
 * A case under a new secret, for whoever its registration names but for some. The former secrets go
 * along: letters that the reporter sealed before they heard of it stay readable. recused: who has no
 * part in it from now on; confirmed: a person has looked at this very case,
 * as `openCase` has shown it last, though it is not proved. Raises as
 * openCase and registerCase, and CaseUnproved.
 * @param {{ documents: CaseDocuments, without?: string[], recused?: string[], confirmed?: boolean,
 *   unasked?: boolean, office: Record<string, any>, today: string }} args
 */
async function rekeyCase({ documents, without = [], recused = [], confirmed = false, unasked = false, office, today }) {
  const { registration: before } = await opened({ documents, office, today });
  if (!before.proved && !(confirmed && documents.case.sealed === lookedAt)) throw new CaseUnproved('signer');
  const roster = rosterOn(today);
  const access = accessAfter(before, documents, { without, recused, unasked }, roster);
  const secret = newSecret();
  const row = { ...documents.case, version: documents.case.version + 1 };
  const registration = { ...before, ...access, secret, former: [before.secret, ...before.former] };
  return {
    version: row.version,
    sealed: toBase64(await sealRegistration(row, registration)),
    recovery: await sealToRecovery(secret, roster),
    grants: await sealToEach(secret, access.members, roster),
    answer: await acknowledge(row.id, await recipientOf(readingHalf('case', secret)), today),
  };
}

/**
 * The next entry of a case, as one request writes it. now: as ISO 8601, UTC. Raises CaseForged,
 * CaseUnproved, TooLong.
 * @param {{ documents: CaseDocuments, kind: string, facts: Record<string, any>, words: Record<string, any>,
 *   attachments?: import('./contents.js').Attachment[], now: string }} args
 */
async function writeEntry({ documents, ...said }) {
  const registration = await openRegistration(documents.case);
  if (!registration.proved) throw new CaseUnproved('signer');
  const { id } = documents.case;
  const { entries, missing } = await readEntries(id, documents.entries, identitiesOf(registration));
  if (missing) throw new CaseForged('entries');
  return sealEntry(id, registration.recipient, entries, said);
}

/**
 * A further case of the same report, for whoever may open this one, and the entry that says so.
 * Raises as writeEntry and registerCase.
 * @param {{ documents: CaseDocuments, words: Record<string, any>, now: string, today: string }} args
 */
async function splitCase({ documents, words, now, today }) {
  const before = await openRegistration(documents.case);
  if (!before.proved) throw new CaseUnproved('signer');
  const roster = rosterOn(today);
  const secret = newSecret();
  const row = { ...documents.case, id: newId(), version: 1, registered_on: today, rekey_due: false };
  const access = accessAfter(before, documents, { without: [], recused: [], unasked: false }, roster);
  const entry = await writeEntry({ documents, kind: 'split', facts: { into: row.id }, words, now });
  return {
    case: {
      id: row.id,
      sealed: toBase64(await sealRegistration(row, { ...before, ...access, secret, former: [], registeredOn: today })),
      recovery: await sealToRecovery(secret, roster),
      grants: await sealToEach(secret, access.members, roster),
      letters: [],
      answer: null,
      recusals: [],
    },
    entry,
  };
}

/**
 * Copies of the letters that came sealed to the office, sealed to the case: members without the
 * office's keys can read them then. Raises CaseForged, CaseUnproved.
 * @param {{ documents: CaseDocuments }} args
 */
async function copyLetters({ documents }) {
  const registration = await openRegistration(documents.case);
  if (!registration.proved) throw new CaseUnproved('signer');
  const late = await lateLetters(documents.messages, identitiesOf(registration));
  return { letters: await copied(late, epochIdentities(), registration.recipient) };
}

/**
 * The letters that the case's own secrets do not open.
 * @param {Copy[]} messages
 * @param {string[]} own
 */
async function lateLetters(messages, own) {
  if (ring().epochs.size === 0) return [];
  const opens = await Promise.all(messages.map(({ sealed }) => openLetter(sealed, own).then(() => true, () => false)));
  return messages.filter((_, n) => !opens[n]);
}

/**
 * @param {Copy[]} messages
 * @param {string[]} identities
 * @param {string} recipient
 */
async function copied(messages, identities, recipient) {
  const copies = /** @type {Copy[]} */ ([]);
  for (const { id, sealed } of messages) {
    const letter = await openLetter(sealed, identities).catch(() => null);
    if (letter === null) continue;
    const copy = await sealToCase({ format: COPY, digest: letter.digest, letter: letter.signed }, recipient);
    copies.push({ id, sealed: toBase64(copy) });
  }
  return copies;
}
