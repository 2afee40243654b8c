/** A worker that offers the whole of static/js/files, so that tests can run it as it is bundled. */
import '../../../static/js/crypto/floor.js';
import { fromBase64, toBase64 } from '../../../static/js/crypto/bytes.js';
import { kindOf } from '../../../static/js/files/kinds.js';
import { cleanOffice } from '../../../static/js/files/office.js';
import { cleanPdf } from '../../../static/js/files/pdf.js';
import { cleanPicture } from '../../../static/js/files/pictures.js';
import { serve } from '../../../static/js/worker/host.js';

const clean = async (/** @type {Uint8Array} */ bytes) => {
  const kind = kindOf(bytes);
  if (kind === 'pdf') return cleanPdf(bytes);
  return kind === 'office' ? cleanOffice(bytes) : cleanPicture(bytes);
};

serve({
  kind: ({ data }) => kindOf(fromBase64(data)),
  clean: async ({ data }) => {
    const { verdict, bytes } = await clean(fromBase64(data));
    return { verdict, data: toBase64(bytes) };
  },
});
