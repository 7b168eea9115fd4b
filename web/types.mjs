// Writes the types of the API and of plan files from the schemas in docs/; with --check it only compares.

import { readFileSync, writeFileSync } from 'node:fs';
import openapiTypescript, { astToString } from 'openapi-typescript';

const HEADER = '// Written by `npm run types`; changes belong into the schema it is made from.\n\n';
const OPTIONS = { alphabetize: true };

/**
 * Return a JSON schema as an OpenAPI document whose components are its definitions and the schema itself.
 *
 * A plan that is read may lack keys; one that is written has every key, so here all of them are required.
 */
function asOpenapi(schema, name) {
  const text = JSON.stringify(schema).replaceAll('#/$defs/', '#/components/schemas/');
  const { $defs, $schema, ...root } = JSON.parse(text);
  const schemas = { ...$defs, [name]: root };
  for (const each of Object.values(schemas)) {
    if (each.properties) each.required = Object.keys(each.properties);
  }
  return { openapi: '3.1.0', info: { title: name, version: '1' }, paths: {}, components: { schemas } };
}

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const sources = {
  'src/generated/api.ts': read('../docs/openapi.json'),
  'src/generated/plan.ts': asOpenapi(read('../docs/schema/plan.schema.json'), 'PlanModel'),
};

const stale = [];
for (const [path, source] of Object.entries(sources)) {
  const text = HEADER + astToString(await openapiTypescript(source, OPTIONS));
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (readFileSync(path, 'utf8') !== text) stale.push(path);
}
if (stale.length > 0) {
  console.error(`web: ${stale.join(' and ')} are not what docs/ makes; run: npm run types`);
  process.exit(1);
}
