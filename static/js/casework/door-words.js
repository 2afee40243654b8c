/**
 * What a reporter is written, in the language of their report and not of the page: that it belongs
 * elsewhere, and whether they suffered for it.
 */

/** @param {string} language of the report */
const isEnglish = (language) => language.startsWith('en');

/**
 * @param {{ zh: string, en: string, contact?: string }} door an item of the office's list
 * @param {string} language
 * @param {string} why what may be told of the reason, if anything
 * @returns {{ name: string, said: string }}
 */
export function doorWords({ zh, en, contact = '' }, language, why) {
  if (isEnglish(language)) {
    const lines = [`Thank you for writing. We have looked at it: what you describe is not for us to handle. Please turn to: ${en}.`];
    if (contact !== '') lines.push(`How to reach them: ${contact}`);
    if (why !== '') lines.push(`Why: ${why}`);
    return { name: en, said: [...lines, 'We have not told anybody there that you wrote to us. If you know something that is for us, please write it here.'].join('\n') };
  }
  const lines = [`谢谢您来信。我们看过了：您反映的不归我们这里管，请找${zh}。`];
  if (contact !== '') lines.push(`联系方式：${contact}`);
  if (why !== '') lines.push(`理由：${why}`);
  return { name: zh, said: [...lines, '您给我们写过信，我们没有告诉那里的任何人。如果还有归我们管的情况，请在这里补充。'].join('\n') };
}

/**
 * @param {string} language
 * @returns {string}
 */
export const retaliationWords = (language) => (isEnglish(language)
  ? 'We would like to know how you are. Since you wrote to us, has anybody treated you worse at work or in your care, threatened you or asked whether it was you? If so, please write here what happened, when, and who was there. Retaliation is forbidden, and we look into it. You need not answer if all is well.'
  : '我们想问问您的情况：您来信以后，有没有人因此在工作或看病上为难您、威胁您，或者打听是不是您写的？如果有，请在这里写下发生了什么、什么时候、谁在场。打击报复是禁止的，我们会查。一切都好，可以不回。');
