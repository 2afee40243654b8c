/**
 * The worker of the pages that are written on: everything slow or secret happens here, off the page's
 * thread. What an operation keeps between two questions stays here too.
 */
import '../crypto/floor.js';
import { serve } from './host.js';
import { ops } from './reporting.js';

/** @typedef {import('./host.js').Ops} Ops */

serve(ops);
