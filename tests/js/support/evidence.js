/** A page with nothing but the evidence list, for tests that drive it in a real browser. */
import { Evidence } from '../../../static/js/components/evidence/index.js';
import { openAttachment } from '../../../static/js/components/attachments.js';
import { request } from '../../../static/js/portal/requests.js';
import { publicUpload } from '../../../static/js/portal/uploads.js';

let office = 'demo';
const evidence = new Evidence(/** @type {HTMLElement} */ (document.getElementById('evidence')), {
  upload: publicUpload(async () => office),
  limits: () => request(`/o/${office}/office.json`),
});
Object.assign(window, {
  evidence,
  readdress: (/** @type {string} */ slug) => {
    office = slug;
    evidence.readdress();
  },
  settled: () => evidence.settled().then(() => evidence.list, (error) => error.message),
  open: async (/** @type {any} */ attachment, /** @type {string[]} */ parts) => {
    const fetchPart = async (/** @type {number} */ part) => Uint8Array.from(atob(parts[part]), (c) => c.charCodeAt(0));
    const blob = await openAttachment({ attachment, parts: parts.length, fetchPart });
    const url = URL.createObjectURL(blob);
    return { type: blob.type, size: blob.size, url };
  },
});
