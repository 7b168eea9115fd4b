/** Tables that are heard as well as seen. */

import { element } from '../dom';

export type Cell = Node | string;

/** Return a table with its name and headers. */
export function table(name: string, headers: string[], rows: Cell[][]): HTMLElement {
  const head = element('thead', {}, element('tr', {}, ...headers.map((text) => element('th', { scope: 'col' }, text))));
  const body = element('tbody', {}, ...rows.map((cells) => element('tr', {}, ...cells.map((cell) => element('td', {}, cell)))));
  return element('div', { class: 'scrolls' }, element('table', { 'aria-label': name }, head, body));
}
