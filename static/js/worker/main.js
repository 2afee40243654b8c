/**
 * The public area's worker: everything slow or secret happens here, off the page's thread. What an
 * operation keeps between two questions stays here too.
 */
import '../crypto/floor.js';
import { serve } from './host.js';
import { ops as mailbox } from './mailbox.js';
import { ops as reporting } from './reporting.js';

/** @typedef {import('./host.js').Ops} Ops */

serve({ ...reporting, ...mailbox });
