/** Advice that is given only where it applies. */
import { all } from '../components/dom.js';
import { request } from './requests.js';

/**
 * Who writes from the hospital's own network is told. The page is the same for all: the challenge's
 * answer says so.
 * @param {HTMLElement} root
 */
export async function adviseOnNetwork(root) {
  const { on_hospital_network: here } = await request('/challenge').catch(() => ({}));
  for (const advice of all(root, '[data-hospital]')) advice.hidden = here !== true;
}

/**
 * Inside WeChat: 'open in browser'.
 * @param {HTMLElement} root
 */
export function adviseOnWechat(root) {
  const inside = /MicroMessenger/i.test(navigator.userAgent);
  for (const advice of all(root, '[data-wechat]')) advice.hidden = !inside;
}
