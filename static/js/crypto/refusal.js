/**
 * A kind of error whose name says what is refused; the pages decide and explain by it.
 * @param {string} name
 * @param {new (what?: string) => Error} [of] the kind it is one of
 * @returns {new (what?: string) => Error}
 */
export const refusal = (name, of = Error) => class extends of {
  name = name;
};
