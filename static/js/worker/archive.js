/**
 * An archive of one case (docs/report-format.md, An archive): what was signed, as it was signed, a page
 * to be read and the attachments, sealed to whom the exporting person names. It is made piece by piece.
 */
import { isRecipient, openSealed } from '../crypto/age.js';
import { fromBase64, fromUtf8, sha256, toHex } from '../crypto/bytes.js';
import { sealingTo } from '../crypto/age-archive.js';
import { readingHalf } from '../crypto/keys.js';
import { refusal } from '../crypto/refusal.js';
import { pageOf } from './archive-page.js';
import { SealedZip } from './archive-zip.js';
import { epochIdentities, ring } from './keyring.js';
import { openLetter } from './letters.js';
import { identitiesOf, openRegistration } from './registration.js';

/**
 * @typedef {import('./cases.js').CaseDocuments} CaseDocuments
 * @typedef {Pick<import('./contents.js').Received, 'id' | 'name' | 'type' | 'size' | 'sha256'>} Attachment
 * @typedef {{ office: object, earlier: object[], roster: object | null }} Proofs as the session has them
 */

/** This is nobody's `age1pq1…`. */
export const RecipientInvalid = refusal('RecipientInvalid');
/** No archive has been begun, or another one since. */
export const ArchiveGone = refusal('ArchiveGone');
/** More than an archive holds. */
export const ArchiveTooLarge = refusal('ArchiveTooLarge');

/** Bytes of attachments in an archive, at most: browsers hold it whole before they save it. */
export const MOST = 2 * 1024 ** 3;
const STEM = 60;

/** @type {{ zip: SealedZip, content: Record<string, any>, size: number } | null} */
let making = null;

/** @type {import('./main.js').Ops} */
export const ops = { checkRecipient, beginArchive, addToArchive, endArchive };

/**
 * How the audit chain names a recipient: the first 32 digits of the SHA-256 of its text. Raises
 * RecipientInvalid.
 * @param {{ recipient: string }} args
 */
function checkRecipient({ recipient }) {
  if (!isRecipient(recipient)) throw new RecipientInvalid('recipient');
  return toHex(sha256(new TextEncoder().encode(recipient))).slice(0, 32);
}

/**
 * Begin the archive of a case; what was begun before is forgotten. Raises RecipientInvalid,
 * CaseForged, NoMatch and the like.
 * @param {{ documents: CaseDocuments & Record<string, any>, proofs: Proofs, recipient: string, madeAt: string }} args
 *   madeAt: ISO 8601, UTC
 */
async function beginArchive({ documents, proofs, recipient, madeAt }) {
  making = null;
  checkRecipient({ recipient });
  const registration = await openRegistration(documents.case);
  const identities = [...identitiesOf(registration), ...epochIdentities()];
  const { sealed, grant, ...row } = documents.case;
  const content = {
    format: 'qingfeng.archive/1',
    site: ring().site,
    office: ring().office,
    case: row.id,
    made_at: madeAt,
    made_by: ring().name,
    row,
    registration: (await opened(sealed, [readingHalf('case', registration.secret)])).signed,
    letters: [...await lettersOf('office', documents.answers, identities), ...await lettersOf('reporter', documents.messages, identities)],
    entries: await entriesOf(documents.entries ?? [], identities),
    access: documents.access,
    recused: documents.recused,
    proofs,
    attachments: [],
  };
  making = { zip: new SealedZip(await sealingTo(recipient)), content, size: 0 };
}

/**
 * One attachment. file: null where it could not be fetched whole; the archive says so.
 * Raises ArchiveGone, ArchiveTooLarge.
 * @param {{ attachment: Attachment, file: Blob | null }} args
 */
async function addToArchive({ attachment: { id, name, type, size, sha256: digest }, file }) {
  if (making === null) throw new ArchiveGone('archive');
  const { zip, content } = making;
  const listed = { id, name, type, size, sha256: digest, file: '' };
  if (file !== null) {
    const whole = new Blob([file]);
    making.size += whole.size;
    if (making.size > MOST) throw new ArchiveTooLarge('archive');
    const number = content.attachments.filter((/** @type {any} */ one) => one.file !== '').length + 1;
    listed.file = `attachments/${String(number).padStart(2, '0')}-${plainName(name)}`;
    await zip.add(listed.file, whole);
  }
  content.attachments.push(listed);
}

/**
 * The archive, complete and sealed. Raises ArchiveGone.
 * @param {{ words: import('./archive-page.js').Words }} args
 */
async function endArchive({ words }) {
  if (making === null) throw new ArchiveGone('archive');
  const { zip, content } = making;
  making = null;
  await zip.add('case.html', new Blob([pageOf(words, content.attachments)]));
  await zip.add('case.json', new Blob([JSON.stringify(content, null, 1)]));
  return zip.end();
}

/**
 * @param {'office' | 'reporter'} from
 * @param {any[]} rows
 * @param {string[]} identities
 */
async function lettersOf(from, rows, identities) {
  const letters = await Promise.all(rows.map(async ({ id, sealed, answered_on, sent_on }) => {
    const { digest, signed } = await openLetter(sealed, identities).catch(() => ({ digest: '', signed: null }));
    return { from, id, on: answered_on ?? sent_on, digest, signed };
  }));
  return letters.sort((a, b) => Number(a.signed?.seq) - Number(b.signed?.seq));
}

/**
 * @param {any[]} rows
 * @param {string[]} identities
 */
const entriesOf = (rows, identities) => Promise.all(rows.map(async ({ sealed, ...row }) =>
  ({ ...row, ...await opened(sealed, identities).catch(() => ({ digest: '', signed: null })) })));

/**
 * @param {string} sealed
 * @param {string[]} identities
 */
async function opened(sealed, identities) {
  const bytes = fromBase64(sealed);
  return { digest: toHex(sha256(bytes)), signed: JSON.parse(fromUtf8(await openSealed(bytes, identities))) };
}

/**
 * A name that every file system takes; `qingfeng open --unpack` would make no other of it.
 * @param {string} name
 */
function plainName(name) {
  const fit = [...name.normalize('NFC').replace(/[^\p{L}\p{N}._() -]/gu, '_')];
  const dot = fit.lastIndexOf('.');
  const ending = dot > 0 && fit.length - dot <= 11 ? fit.slice(dot) : [];
  const stem = fit.slice(0, fit.length - ending.length).slice(0, STEM);
  return (stem.join('') + ending.join('')).replace(/^[ .]+|[ .]+$/g, '') || 'file';
}
