/** The documents worker: takes metadata out of PDF and Office files. Fetched for such a file only. */
import '../crypto/floor.js';
import { ENOUGH, kindOf } from '../files/kinds.js';
import { cleanOffice } from '../files/office.js';
import { cleanPdf } from '../files/pdf.js';
import { serve } from './host.js';

// Above this a document is not taken apart: a phone has no room for it.
const MOST_BYTES = 32 * 1024 * 1024;

serve({ clean });

/**
 * @param {{ blob: Blob }} args
 * @returns {Promise<import('../files/clean.js').Chosen>}
 */
async function clean({ blob }) {
  const start = new Uint8Array(await blob.slice(0, ENOUGH).arrayBuffer());
  const kind = kindOf(start);
  if (blob.size > MOST_BYTES || (kind !== 'pdf' && kind !== 'office')) return { kind, verdict: 'unsure', blob };
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const cleaned = kind === 'pdf' ? await cleanPdf(bytes) : cleanOffice(bytes);
  const parts = /** @type {Uint8Array<ArrayBuffer>[]} */ ([cleaned.bytes]);
  return { kind, verdict: cleaned.verdict, blob: cleaned.verdict === 'unsure' ? blob : new Blob(parts, { type: blob.type }) };
}
