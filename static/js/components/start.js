/** The one starter: gives every element with `data-module` to the module of that name. */

/** @param {Record<string, (element: HTMLElement) => void>} modules */
export function start(modules) {
  const elements = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-module]'));
  document.addEventListener('keydown', keepComposing);
  for (const element of elements) modules[String(element.dataset.module)]?.(element);
}

/**
 * Enter that ends the composition of a Chinese word sends nothing.
 * @param {KeyboardEvent} event
 */
function keepComposing(event) {
  const entry = event.target instanceof HTMLInputElement;
  if (event.key === 'Enter' && event.isComposing && entry) event.preventDefault();
}
