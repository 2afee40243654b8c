/** A document as a Word file (ISO/IEC 29500): tables to write into, page numbers, no metadata. */
import {
  AlignmentType, BorderStyle, Document, Footer, Header, Packer, PageNumber, PageOrientation, Paragraph, Table, TableCell, TableRow, TextRun, WidthType,
} from 'docx';
import { said } from './written.js';

/**
 * @typedef {import('./fill.js').Model} Model
 * @typedef {import('./fill.js').Cell} Cell
 * @typedef {import('./fill.js').Sign} Sign
 */

/** Twentieths of a point: A4 with margins of 20 mm. */
const SHORT = 11906;
const LONG = 16838;
const MARGIN = 1134;
const BODY = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋' };
const HEAD = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '方正小标宋简体' };
const LABEL = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '黑体' };
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };

/**
 * The bytes of a .docx, still with what the library says of itself. mark: whose copy of an internal
 * paper this is.
 * @param {Model} model
 * @param {string} mark
 */
export async function writeWord(model, mark) {
  const room = (model.wide ? LONG : SHORT) - 2 * MARGIN;
  const page = {
    // The library turns the sheet itself: it wants the sides as they are upright.
    size: { width: SHORT, height: LONG, orientation: model.wide ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
    margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
  };
  const written = new Document({
    styles: { default: { document: { run: { font: BODY, size: 24 }, paragraph: { spacing: { line: 340 } } } } },
    sections: [{
      properties: { page },
      headers: { default: new Header({ children: [line([mark, model.notice].filter(Boolean).join('　'), { size: 18, align: AlignmentType.CENTER })] }) },
      footers: { default: new Footer({ children: footer(model) }) },
      children: [...head(model, room), ...model.blocks.flatMap((block) => blockOf(block, model, room))],
    }],
  });
  return new Uint8Array(await Packer.toArrayBuffer(written));
}

/** @param {Model} model */
function footer(model) {
  const { language } = model;
  const number = new TextRun({ children: [said('page', language), PageNumber.CURRENT, said('page_of', language), PageNumber.TOTAL_PAGES, said('page_end', language)], size: 20 });
  const pages = new Paragraph({ alignment: AlignmentType.CENTER, children: [number] });
  return model.eachPage === '' ? [pages] : [line(`${model.eachPage}${said('colon', language)}＿＿＿＿＿＿＿＿`, { size: 20 }), pages];
}

/**
 * @param {Model} model
 * @param {number} room
 */
function head(model, room) {
  const { language } = model;
  const colon = said('colon', language);
  const facts = [
    `${model.numberLabel}${colon}${model.number || '＿＿＿＿＿＿＿＿'}`,
    `${said('secrecy', language)}${colon}${model.secrecy || '＿＿＿＿'}`,
    model.copies,
  ];
  const cells = facts.filter(Boolean).map((fact) => cell(fact, Math.floor(room / 3), { bare: true }));
  return [
    ...(model.office === '' ? [] : [line(model.office, { size: 28, align: AlignmentType.CENTER })]),
    line(model.title, { size: 40, font: HEAD, bold: true, align: AlignmentType.CENTER }),
    grid([new TableRow({ children: cells })], room, Array(cells.length).fill(Math.floor(room / cells.length))),
  ];
}

/**
 * @param {import('./fill.js').Block} block
 * @param {Model} model
 * @param {number} room
 */
function blockOf(block, model, room) {
  switch (block.kind) {
    case 'form': return [form(block.rows, model, room), line('')];
    case 'table': return [line(block.label, { font: LABEL }), rows(block, room), line('')];
    case 'signature': return signed(block.sign, model);
    case 'seal': return [line(`${block.office}${block.label}`, { align: AlignmentType.RIGHT }), line(block.date || said('no_date', model.language), { align: AlignmentType.RIGHT })];
    case 'note': return [line(block.text)];
    case 'part': return [line(block.title, { size: 32, font: LABEL, align: AlignmentType.CENTER, fresh: block.ownPage })];
  }
}

/**
 * @param {Cell[][]} cells
 * @param {Model} model
 * @param {number} room
 */
function form(cells, model, room) {
  const widths = [0.17, 0.33, 0.17, 0.33].map((share) => Math.floor(share * room));
  return grid(cells.map((row) => new TableRow({
    children: row.flatMap((one, index) => {
      const span = row.length === 1 ? 3 : 1;
      const at = index * 2;
      const width = span === 1 ? widths[at + 1] : widths[1] + widths[2] + widths[3];
      const inside = [...lines(one.value, one.lines), ...(one.sign === undefined ? [] : signed(one.sign, model))];
      return [
        cell(one.label, widths[at], { font: LABEL }),
        new TableCell({ columnSpan: span, width: { size: width, type: WidthType.DXA }, children: inside }),
      ];
    }),
  })), room, widths);
}

/**
 * @param {{ columns: string[], rows: string[][] }} table
 * @param {number} room
 */
function rows({ columns, rows: given }, room) {
  const width = Math.floor(room / columns.length);
  const heading = new TableRow({ tableHeader: true, children: columns.map((column) => cell(column, width, { font: LABEL })) });
  const body = given.map((row) => new TableRow({
    children: row.map((value) => new TableCell({ width: { size: width, type: WidthType.DXA }, children: lines(value, 1) })),
  }));
  return grid([heading, ...body], room, columns.map(() => width));
}

/** @type {(rows: TableRow[], width: number, columnWidths: number[]) => Table} */
const grid = (rows, width, columnWidths) => new Table({ rows, width: { size: width, type: WidthType.DXA }, columnWidths });

/**
 * @param {Sign} sign
 * @param {Model} model
 */
function signed(sign, { language }) {
  const who = sign.names || Array(sign.people).fill('＿＿＿＿＿＿').join('　');
  const words = `${sign.label}${said('colon', language)}${who}　　${sign.date || said('no_date', language)}`;
  return [line(words, { align: AlignmentType.RIGHT })];
}

/**
 * A value's own lines, or as many as are left to write on.
 * @param {string} value
 * @param {number} empty
 */
const lines = (value, empty) => (value === '' ? Array(empty).fill('') : value.split('\n')).map((words) => line(words));

/**
 * @typedef {{ ascii: string, hAnsi: string, eastAsia: string }} Font
 * @param {string} text
 * @param {number} width
 * @param {{ font?: Font, bare?: boolean }} how
 */
function cell(text, width, { font, bare = false }) {
  const borders = bare ? { top: NONE, bottom: NONE, left: NONE, right: NONE } : undefined;
  return new TableCell({ width: { size: width, type: WidthType.DXA }, borders, children: [line(text, { font })] });
}

/**
 * @typedef {(typeof AlignmentType)[keyof typeof AlignmentType]} Align
 * @param {string} text
 * @param {{ size?: number, font?: Font, bold?: boolean, align?: Align, fresh?: boolean }} [how]
 */
function line(text, { size, font = BODY, bold, align, fresh } = {}) {
  return new Paragraph({ alignment: align, pageBreakBefore: fresh, children: [new TextRun({ text, size, font, bold })] });
}
