/** A form on a page of its own: fields, a button, and what is wrong, told where it is heard. */

import { element, foreign } from '../dom';
import { brandMark } from '../page/header';
import type { Words } from '../words';
import { Refused } from './api';

export interface Field {
  name: string;
  label: string;
  kind: 'text' | 'password';
  /** What browsers and password managers call it. */
  fills: string;
  longest: number;
  shortest?: number;
  help?: string;
}

export interface Asked {
  title: string;
  help: string;
  fields: Field[];
  button: string;
  /** Sends what was typed; what it throws is shown. */
  send(typed: Record<string, string>): Promise<void>;
  below?: Node[];
}

/** Fill `root` with a form; `done` is called once what was typed has been taken. */
export function showForm(root: HTMLElement, words: Words, asked: Asked, done: () => void): void {
  const inputs = asked.fields.map(inputOf);
  const button = element('button', { type: 'submit', class: 'primary' }, asked.button);
  const wrong = element('p', { id: 'wrong', class: 'wrong', role: 'alert' });
  const rows = asked.fields.flatMap((field, k) => [
    element('label', { for: field.name }, field.label),
    inputs[k]!,
    field.help ? element('small', { id: `${field.name}-help` }, field.help) : null,
  ]);
  const form = element('form', { class: 'sign-in' }, ...rows, wrong, button);
  const card = element('div', { class: 'progress-card' }, brandMark(), element('h1', {}, asked.title), element('p', {}, asked.help), form, ...(asked.below ?? []));
  root.replaceChildren(element('main', { class: 'waiting' }, card));
  document.title = `Roundsman · ${asked.title}`;
  inputs[0]!.focus();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    button.disabled = true;
    const typed = Object.fromEntries(inputs.map((input) => [input.id, input.value]));
    asked.send(typed).then(done, (error: unknown) => {
      wrong.replaceChildren(foreign(error instanceof Refused ? error.message : words.notReached));
      button.disabled = false;
      for (const input of inputs) input.setAttribute('aria-invalid', 'true');
      // What was typed last is hidden, and so is most likely to be mistyped.
      const last = inputs[inputs.length - 1]!;
      last.focus();
      last.select();
    });
  });
}

function inputOf(field: Field): HTMLInputElement {
  const described = field.help ? `${field.name}-help wrong` : 'wrong';
  return element('input', {
    id: field.name, type: field.kind, required: true, maxlength: field.longest, minlength: field.shortest ?? null, autocomplete: field.fills, autocapitalize: 'off', spellcheck: 'false', 'aria-describedby': described,
  });
}
