// SPDX-License-Identifier: Apache-2.0
// lint.mjs OPENAPI BUNDLE: checks the description by every rule that Redocly recommends, and writes it as
// one JSON document.
import { writeFileSync } from 'node:fs';
import { bundle, createConfig, formatProblems, getTotals, lint } from '@redocly/openapi-core';

const [description, bundled] = process.argv.slice(2);
const config = await createConfig({
  extends: ['recommended-strict'],
  rules: { 'no-invalid-media-type-examples': { severity: 'error', allowAdditionalProperties: true } },
});
const problems = await lint({ ref: description, config });
formatProblems(problems, { format: 'codeframe', totals: getTotals(problems), version: '' });

const result = await bundle({ ref: description, config });
writeFileSync(bundled, JSON.stringify(result.bundle.parsed, null, 2));
process.exitCode = problems.length > 0 ? 1 : 0;
