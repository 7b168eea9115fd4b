/** The page starts here: with the plan that stands inside it, or with one that a server holds. */

import 'leaflet/dist/leaflet.css';
import './style/tokens.css';
import './style/page.css';
import './style/panel.css';
import './style/drawn.css';
import './style/narrow.css';
import './style/print.css';

import { showLive } from './live/live';
import { pageLanguage } from './page/language';
import { showPlan } from './page/page';
import type { PlanFile, StreetsFile } from './plan/plan_file';

function inline<T>(id: string): T | null {
  const text = document.getElementById(id)?.textContent;
  return text ? (JSON.parse(text) as T) : null;
}

function start(): void {
  const root = document.getElementById('roundsman')!;
  const plan = inline<PlanFile>('plan');
  if (plan === null) {
    void showLive(root, pageLanguage());
    return;
  }
  const page = showPlan(root, plan, { language: pageLanguage() });
  const streets = inline<StreetsFile>('streets');
  if (streets) page.showStreets(streets);
}

start();
