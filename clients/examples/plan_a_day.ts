// Ask for a day's plan and tell what it found: node plan_a_day.js ADDRESS DAY.json [KEY].

import { readFileSync } from 'node:fs';
import { argv, exit } from 'node:process';
import { createClient, type Schemas } from 'roundsman-client';

const [address = 'http://127.0.0.1:8000', file = 'day.json', key] = argv.slice(2);
const client = createClient({ baseUrl: address, key });

function told(problem: Schemas['ProblemOut'] | undefined): never {
  for (const each of problem?.errors ?? []) console.error(`${each.field}: ${each.value}, expected ${each.expected}`);
  console.error(problem ? `${problem.title}: ${problem.detail}` : "the answer is not one of the API's");
  exit(1);
}

const body: Schemas['PlanIn'] = JSON.parse(readFileSync(file, 'utf8'));
const asked = await client.POST('/v1/plans', { body });
let plan = asked.data ?? told(asked.error);
while (plan.state === 'queued' || plan.state === 'running') {
  await new Promise((wake) => setTimeout(wake, 500));
  const { data, error } = await client.GET('/v1/plans/{plan_id}', { params: { path: { plan_id: plan.id } } });
  // The same address answers the files of the plan, to those who ask for their types.
  plan = data ? (data as Schemas['PlanOut']) : told(error);
}
console.log(`${plan.state}: ${plan.stops} stops, ${plan.progress.cost_cents} cents`);
const visits = await client.GET('/v1/plans/{plan_id}/plan.csv', {
  params: { path: { plan_id: plan.id } },
  parseAs: 'text',
});
console.log(visits.data);
