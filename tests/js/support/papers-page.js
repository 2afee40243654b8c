/** Lets a test fill a paper in its page and show it there. */
import { fill, paperOf, papers } from '../../../static/js/papers/index.js';
import { showPaper } from '../../../static/js/papers/print.js';

Object.assign(window, {
  showFilled: (id, values, language, watermark) =>
    showPaper(document.getElementById('paper'), fill(paperOf(id), values, language), watermark),
  paperIds: papers.map(({ id, internal, wide }) => ({ id, internal, wide })),
});
