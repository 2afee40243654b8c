/** Casework's worker: the keyring and everything done with it. Reporters never load it. */
import '../crypto/floor.js';
import { ops as casework } from './casework.js';
import { serve } from './host.js';

serve(casework);
