/** The files worker: cleans, seals, uploads and opens files. Fetched when there is one. */
import '../crypto/floor.js';
import { clean } from '../files/clean.js';
import { serve } from './host.js';
import { open } from './opening.js';
import { ops as uploads } from './uploads.js';

serve({ clean: ({ blob }) => clean(blob), open, ...uploads });
