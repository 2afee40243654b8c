/** What the page asks for each kind of entry, as JSON: the texts it needs, the facts it would send. */
import { FORMS, labelKey } from '../../../static/js/casework/kinds.js';

const textsOf = (field) => [
  labelKey(field), ...(field.options ?? []).map((code) => `${field.id}_${code}`), ...(field.fields ?? []).flatMap(textsOf),
];
const empty = ({ id, type }) => [id, ['rows', 'some', 'people'].includes(type) ? [] : ''];

const told = Object.entries(FORMS).map(([kind, { fields, facts = () => ({}), apart = false }]) => [kind, {
  texts: [`kind_${kind}`, ...(apart ? [] : [`hint_${kind}`]), ...fields.flatMap(textsOf)],
  facts: [...fields.filter(({ fact }) => fact).map(({ id }) => id), ...Object.keys(facts(Object.fromEntries(fields.map(empty))))],
}]);
console.log(JSON.stringify(Object.fromEntries(told)));
