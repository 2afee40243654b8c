/** A worker that offers the whole of static/js/crypto, so that tests can run it as it is bundled. */
import '../../../static/js/crypto/floor.js';
import * as age from '../../../static/js/crypto/age.js';
import { fromBase64, fromHex, idBytes, sha256, toBase64, toHex } from '../../../static/js/crypto/bytes.js';
import * as keys from '../../../static/js/crypto/keys.js';
import * as passwords from '../../../static/js/crypto/passwords.js';
import * as receipt from '../../../static/js/crypto/receipt.js';
import { canonical, sign, verify } from '../../../static/js/crypto/statements.js';
import { words } from '../../../static/js/crypto/typed.js';
import { vouch } from '../../../static/js/crypto/vouch.js';
import { solve } from '../../../static/js/crypto/work.js';
import { serve } from '../../../static/js/worker/host.js';

serve({
  seal: async ({ data, recipients }) => toBase64(await age.seal(fromBase64(data), recipients)),
  open: async ({ sealed, identities }) => toBase64(await age.openSealed(fromBase64(sealed), identities)),
  recipientOf: ({ identity }) => age.recipientOf(identity),
  readingHalf: ({ kind, secret }) => keys.readingHalf(kind, fromHex(secret, 32)),
  canonical: ({ value }) => toHex(canonical(value)),
  sign: ({ type, body, kind, secret }) => sign(type, body, keys.signingHalf(kind, fromHex(secret, 32))),
  verify: ({ type, signed, key }) => verify(type, signed, key),
  vouch: ({ office, site, today, fingerprint }) => vouch(office, site, today, fingerprint),
  reporterSecret: ({ code, site }, progress) => toHex(receipt.reporterSecret(code, fromHex(site, 16), progress)),
  newCode: () => receipt.newCode(),
  proof: ({ passphrase, site, office, name }) =>
    toHex(passwords.derive(passphrase, fromHex(site, 16), office, name).proof),
  words: ({ text }) => words(text),
  solve: ({ challenge, id, body, difficulty }) =>
    toHex(solve(fromHex(challenge, 32), idBytes(id), sha256(fromBase64(body)), difficulty)),
  large: ({ size }) => ({ bytes: new Uint8Array(size).fill(7), part: new Uint8Array(size).subarray(1) }),
  fail: () => {
    throw new age.NoMatch('identity');
  },
});
