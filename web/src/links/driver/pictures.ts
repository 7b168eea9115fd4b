/** Pictures of a delivery: a photo from the camera, made small, and a signature drawn with a finger. */

import { element } from '../../dom';
import type { Words } from '../words';

const LONGEST_SIDE = 1600;
const MOST_BYTES = 4 * 2 ** 20;
const QUALITY = 0.8;

export interface Picture {
  row: HTMLElement;
  /** The picture, null where there is none. */
  taken(): Promise<Blob | null>;
}

/** Return a field that opens the camera. What is in a photo besides its picture, such as where it was taken, is left out. */
export function photoField({ driver }: Words): Picture {
  let photo: Promise<Blob | null> = Promise.resolve(null);
  const label = element('span', {}, driver.takePhoto);
  const note = element('span', { class: 'wrong-text', role: 'status' });
  const input = element('input', { type: 'file', accept: 'image/*', capture: 'environment', onchange: () => {
    const file = input.files?.[0];
    if (!file) return;
    photo = madeSmall(file);
    void photo.then((made) => {
      note.textContent = made ? '' : driver.badPhoto;
      label.textContent = made ? driver.photoTaken : driver.takePhoto;
    });
  } });
  return { row: element('div', { class: 'field' }, element('label', { class: 'button' }, label, input), note), taken: () => photo };
}

async function madeSmall(file: File): Promise<Blob | null> {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = element('canvas', { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const made = await blobOf(canvas, 'image/jpeg');
    return made && made.size <= MOST_BYTES ? made : null;
  } catch {
    return null;
  }
}

/** Return a field to sign in. */
export function signatureField({ driver }: Words): Picture {
  let signed = false;
  let pen: number | null = null;
  const canvas = element('canvas', { width: 640, height: 240, class: 'signature', role: 'img', 'aria-label': driver.signHere });
  const brush = canvas.getContext('2d')!;
  const wipe = () => {
    brush.fillStyle = '#ffffff';
    brush.fillRect(0, 0, canvas.width, canvas.height);
    signed = false;
  };
  wipe();
  Object.assign(brush, { lineWidth: 4, lineCap: 'round', lineJoin: 'round', strokeStyle: '#10202e' });
  const draw = (event: PointerEvent) => {
    const box = canvas.getBoundingClientRect();
    brush.lineTo(((event.clientX - box.left) / box.width) * canvas.width, ((event.clientY - box.top) / box.height) * canvas.height);
    brush.stroke();
  };
  canvas.addEventListener('pointerdown', (event) => {
    pen = event.pointerId;
    canvas.setPointerCapture(pen);
    brush.beginPath();
    signed = true;
    draw(event);
  });
  canvas.addEventListener('pointermove', (event) => { if (event.pointerId === pen) draw(event); });
  for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => { pen = null; });
  const row = element('div', { class: 'field' }, element('span', {}, driver.signature, ' · ', driver.signHere), canvas, element('button', { type: 'button', class: 'plain', onclick: wipe }, driver.clear));
  return { row, taken: async () => (signed ? blobOf(canvas, 'image/png') : null) };
}

function blobOf(canvas: HTMLCanvasElement, type: string): Promise<Blob | null> {
  return new Promise((done) => canvas.toBlob(done, type, QUALITY));
}
