// Writes src/lib/api-types.ts from the HTTP contract; does nothing when the file is newer than the contract.
import { statSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const contract = new URL('../../api/openapi.yaml', import.meta.url);
const target = new URL('../src/lib/api-types.ts', import.meta.url);

function changedAt(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

if (changedAt(target) <= changedAt(contract)) {
  const types = astToString(await openapiTS(contract));
  writeFileSync(
    target,
    `// Generated from api/openapi.yaml by scripts/generate-api-types.mjs; never edit.\n${types}`,
  );
}
