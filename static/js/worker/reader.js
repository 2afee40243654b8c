/** The mailbox's worker: it opens answers too, which a reporter who only sends need not load. */
import '../crypto/floor.js';
import { serve } from './host.js';
import { ops as mailbox } from './mailbox.js';
import { ops as reporting } from './reporting.js';

serve({ ...reporting, ...mailbox });
