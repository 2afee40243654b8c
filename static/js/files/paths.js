/** Paths on somebody's computer or phone: they name its owner, a folder or a server. */

const PATHS = [
  /(^|[^a-z])[a-z]:[\\/]/i,
  /file:[\\/%]/i,
  /\\\\[^\s\\/:*?"<>|#,;&]+\\/,
  /(^|[\s"'>=(])\/(home|Users|storage|sdcard|var\/mobile)\//,
];
const CHARACTER = /&#(?:x([\da-f]+)|(\d+));/gi;

/**
 * Whether a text, or XML, names one.
 * @param {string} text
 */
export function namesAPath(text) {
  const plain = text.replace(CHARACTER, (_whole, hex, decimal) => String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal)));
  return PATHS.some((path) => path.test(plain));
}
