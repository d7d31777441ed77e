// The table block, and the tables of Markdown: the first row heads the columns. A wide one scrolls by itself.

import { el } from "./dom.js";
import { richText } from "./richtext.js";

/** The table block (docs.slack.dev, "Table block"). A column's text is wrapped only if its settings say so. */
export function table(block, surface) {
  const { store } = surface.app;
  const cell = (item) => (item.type === "rich_text" ? richText(item, store) : item.text);
  return tableNode(block.rows.map((row) => row.map(cell)), block.column_settings ?? []);
}

/**
 * @param {any[][]} rows of cells, each what `el` takes as a child; rows may differ in length
 * @param {({align?: string, is_wrapped?: boolean}|null)[]} columns
 */
export function tableNode(rows, columns) {
  const width = Math.max(...rows.map((row) => row.length));
  const cell = (tag, row) => Array.from({ length: width }, (_, at) => {
    const { align, is_wrapped: isWrapped } = columns[at] ?? {};
    const kind = [align && align !== "left" && `align-${align}`, isWrapped && "wrapped"].filter(Boolean).join(" ");
    return el(row[at] === undefined ? "td" : tag, { class: kind || null, scope: tag === "th" && row[at] !== undefined ? "col" : null }, row[at]);
  });
  const [head, ...others] = rows;
  return el("div", { class: "table text", role: "region", tabindex: "0", "aria-label": "Table" },
    el("table", {},
      el("thead", {}, el("tr", {}, cell("th", head))),
      others.length > 0 && el("tbody", {}, others.map((row) => el("tr", {}, cell("td", row))))));
}
