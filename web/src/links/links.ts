/** Pages that signed links lead to start here: a recipient's order, or a driver's round. */

import '../style/tokens.css';
import './style.css';

import { pageLanguage } from '../page/language';
import { showRound } from './driver/round';
import { showOrder } from './track';
import { wordsOf } from './words';

/** Return which page an address is of, and the token in it. */
export function placeOf(path: string): { page: string; token: string } {
  const [, page = '', token = ''] = path.split('/');
  return { page, token };
}

function start(): void {
  const language = pageLanguage();
  const { page, token } = placeOf(location.pathname);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  const root = document.getElementById('roundsman')!;
  if (page === 'driver') showRound(root, token, wordsOf(language));
  else showOrder(root, token, wordsOf(language));
}

start();
