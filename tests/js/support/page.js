/** A page that lets a test ask its worker. */
import { ask } from '../../../static/js/components/worker.js';

Object.assign(window, {
  ask: (name, args) => {
    const progress = [];
    return ask(name, args, (value) => progress.push(value)).then(
      (result) => ({ result, progress }),
      (error) => ({ error: error.name }),
    );
  },
});
