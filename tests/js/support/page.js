/** A page that lets a test ask its workers. */
import { connect } from '../../../static/js/components/worker.js';

Object.assign(window, {
  ask: (name, args, worker = 'worker') => {
    const progress = [];
    return connect(worker).ask(name, args, (value) => progress.push(value)).then(
      (result) => ({ result, progress }),
      (error) => ({ error: error.name }),
    );
  },
});
