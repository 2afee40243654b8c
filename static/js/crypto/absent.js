/**
 * Stands in for the curves P-256 and P-384 and for scrypt when a bundle is built (static/build.mjs).
 *
 * `age-encryption` names them for recipients and passphrases that `age.js` refuses before the
 * library is asked, so they would be dead weight: a fifth of the worker. What is here satisfies
 * only what those modules read while they load; every use refuses.
 */

const refuse = () => {
  throw new Error('not in this bundle');
};
const lengths = { seed: 48, secretKey: 32, publicKey: 33, publicKeyUncompressed: 65 };
const curve = { lengths, Point: { Fn: {} }, getPublicKey: refuse, getSharedSecret: refuse };

export { curve as p256, curve as p384, refuse as scrypt };
