/** A dialog over the page: a heading, fields, what is wrong, and two buttons. */

import { element } from '../../dom';
import type { Words } from '../words';

/** Open a dialog; `save` returns what is wrong, or nothing, and then the dialog closes. */
export function openDialog(words: Words, title: string, fields: (Node | null)[], save: () => Promise<string | null>, button = words.driver.save): void {
  const wrong = element('p', { class: 'wrong-text', role: 'alert' });
  const saving = element('button', { type: 'submit', class: 'main' }, button);
  const cancel = element('button', { type: 'button', onclick: () => dialog.close() }, words.driver.cancel);
  const form = element('form', {}, element('h2', { id: 'dialog-title' }, title), ...fields, wrong, element('div', { class: 'row' }, saving, cancel));
  const dialog = element('dialog', { 'aria-labelledby': 'dialog-title' }, form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    saving.disabled = true;
    void save().then((fault) => {
      saving.disabled = false;
      wrong.textContent = fault ?? '';
      if (fault === null) dialog.close();
    });
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** Return a field with its label. */
export function textField(label: string, attributes: Record<string, string | number> = {}): { row: HTMLElement; input: HTMLInputElement } {
  const input = element('input', { type: 'text', maxlength: 200, autocomplete: 'off', ...attributes });
  return { row: element('label', { class: 'field' }, element('span', {}, label), input), input };
}
