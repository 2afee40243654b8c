/** Amounts of money in capitals (大写金额), as the rules on filling in bills (《支付结算办法》附一) have them. */
import { refusal } from '../crypto/refusal.js';

/** Negative, more than two decimals, or beyond 9999万亿. */
export const AmountInvalid = refusal('AmountInvalid');

const DIGITS = [...'零壹贰叁肆伍陆柒捌玖'];
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '万亿'];
const FORM = /^(0|[1-9]\d{0,15})(?:\.(\d{1,2}))?$/;

/**
 * Yuan, Jiao and Fen in capitals: '1409.5' → 壹仟肆佰零玖元伍角整. Zeros between digits are one 零; 整 stands
 * where no Fen do.
 * @param {string} yuan decimal, without separators
 */
export function inCapitals(yuan) {
  const { whole, jiao, fen } = parts(yuan);
  const yuans = whole === '0' ? '' : `${integer(whole)}元`;
  const gap = yuans !== '' && ((jiao === 0 && fen > 0) || (jiao > 0 && whole.endsWith('0'))) ? '零' : '';
  const rest = (jiao > 0 ? `${DIGITS[jiao]}角` : '') + (fen > 0 ? `${DIGITS[fen]}分` : '');
  return (yuans + gap + rest || '零元') + (fen === 0 ? '整' : '');
}

/**
 * The amount in figures: '1409.5' → 1,409.50.
 * @param {string} yuan
 */
export function inFigures(yuan) {
  const { whole, jiao, fen } = parts(yuan);
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${jiao}${fen}`;
}

/** @param {string} yuan */
function parts(yuan) {
  const [, whole, decimals = ''] = FORM.exec(yuan) ?? [];
  if (whole === undefined) throw new AmountInvalid();
  const [jiao = 0, fen = 0] = [...decimals].map(Number);
  return { whole, jiao, fen };
}

/**
 * A positive integer, by groups of four digits; 亿 is said once: 壹万贰仟亿.
 * @param {string} whole
 */
function integer(whole) {
  const groups = whole.padStart(16, '0').match(/\d{4}/g) ?? [];
  let said = '';
  let zero = false;
  groups.forEach((group, index) => {
    const unit = GROUPS[3 - index];
    if (group === '0000') {
      zero ||= said !== '';
      return;
    }
    const gap = said !== '' && (zero || group.startsWith('0')) ? '零' : '';
    const follows = unit === '万亿' && Number(groups[1]) > 0 ? '万' : unit;
    said += gap + fourDigits(group) + follows;
    zero = false;
  });
  return said;
}

/** @param {string} group not 0000 */
function fourDigits(group) {
  let said = '';
  let zero = false;
  [...group].forEach((digit, index) => {
    if (digit === '0') {
      zero = said !== '';
      return;
    }
    said += (zero ? '零' : '') + DIGITS[Number(digit)] + PLACES[3 - index];
    zero = false;
  });
  return said;
}
