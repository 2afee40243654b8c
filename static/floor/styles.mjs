/**
 * What Stylelint asks of the public area's style sheets: no property, value, selector, unit,
 * function or rule that Chrome 86 or Safari 14.5 would drop.
 */
import { data, had, newer, within } from './had.mjs';

/**
 * Dropped without harm: the page reads and works the same. `:focus-visible` stands in the one rule that
 * takes the ring away where it is not needed: without it the ring is always there. `size` is the
 * printed sheet: whoever prints chooses it by hand.
 */
const HARMLESS = ['accent-color', 'cursor', 'focus-visible', 'page', 'resize', 'scripting', 'size', 'text-size-adjust'];
/** Values dropped without harm: a signature may stand alone on the next sheet of paper. */
const HARMLESS_VALUES = ['break-before: avoid'];

const { css } = data;
const bare = (/** @type {string} */ name) => name.replace(/^:+|\(\)$/g, '');

const matters = (/** @type {string} */ name) => !HARMLESS.includes(name);
/** @param {import('./had.mjs').Feature[]} groups */
const dropped = (...groups) => newer(groups).map(bare).filter(matters);

const values = within(css.properties)
  .filter(([name]) => matters(name))
  .map(([name, property]) => [name, within(property).filter(([value, one]) => !had(one) && /^[a-z-]+$/.test(value) && !HARMLESS_VALUES.includes(`${name}: ${value}`)).map(([value]) => value)])
  .filter(([, list]) => list.length > 0);
const types = within(css.types).flatMap(([name, type]) => [[name, type], ...within(type)]);
const functions = types.filter(([, type]) => !had(type)).map(([name]) => bare(name)).filter((name) => /^[a-z-]+$/.test(name));
const units = ['cap', 'lh', 'ric', 'rlh', ...['d', 'l', 's'].flatMap((size) => ['b', 'h', 'i', 'max', 'min', 'w'].map((way) => `${size}v${way}`))];

/** @type {import('stylelint').Config} */
export default {
  rules: {
    'max-nesting-depth': [0, { ignoreAtRules: ['media', 'supports'] }],
    'at-rule-disallowed-list': dropped(css['at-rules']),
    'property-disallowed-list': dropped(css.properties),
    'declaration-property-value-disallowed-list': Object.fromEntries(values),
    'function-disallowed-list': functions,
    'unit-disallowed-list': units,
    'media-feature-name-disallowed-list': dropped(css['at-rules'].media),
    'selector-pseudo-class-disallowed-list': dropped(css.selectors),
    'selector-pseudo-element-disallowed-list': dropped(css.selectors),
  },
};
