// SPDX-License-Identifier: Apache-2.0
// validate.mjs SCHEMA: reads an array of JSON texts and writes an array of booleans: which of them Ajv accepts.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';

const schema = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const validate = new Ajv.default({ strict: true, strictRequired: false, strictTypes: false }).compile(schema);

function accepts(text) {
  try {
    return validate(JSON.parse(text));
  } catch {
    return false;
  }
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(accepts)));
