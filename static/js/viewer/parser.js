/** The worker in which a PDF is taken apart: made of text by the frame, of an origin of its own. */
import './floor.js';
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
