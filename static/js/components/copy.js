/** Copying text where browsers allow it, and where they only allow the old way. */

/**
 * Copy the text of an element; tells whether it worked.
 * @param {HTMLElement} element
 * @param {string} words
 */
export async function copy(element, words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return copySelected(element);
  }
}

/** @param {HTMLElement} element */
function copySelected(element) {
  const selection = window.getSelection();
  if (selection === null) return false;
  selection.selectAllChildren(element);
  const copied = document.execCommand('copy');
  selection.removeAllRanges();
  return copied;
}
