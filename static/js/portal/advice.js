/** Advice that is given only where it applies. */
import { all } from '../components/dom.js';
import { challenge } from './challenge.js';

/**
 * Who writes from the hospital's own network is told. The page is the same for all: the challenge's
 * answer says so.
 * @param {HTMLElement} root
 */
export async function adviseOnNetwork(root) {
  const here = await challenge().then((given) => given.on_hospital_network, () => false);
  for (const advice of all(root, '[data-hospital]')) advice.hidden = !here;
}

export const isInWechat = () => /MicroMessenger/i.test(navigator.userAgent);

/**
 * Inside WeChat: 'open in browser'.
 * @param {HTMLElement} root
 */
export function adviseOnWechat(root) {
  for (const advice of all(root, '[data-wechat]')) advice.hidden = !isInWechat();
}
