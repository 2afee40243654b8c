/** Casework's worker: the keyring and everything done with it. Reporters never load it. */
import '../crypto/floor.js';
import { ops as casework } from './casework.js';
import { serve } from './host.js';
import { ops as passkeys } from './passkey.js';

serve({ ...casework, ...passkeys });
