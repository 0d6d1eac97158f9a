// The schemas of /api/v1/ as other validators read them: ajv in its strict mode, and
// Python's jsonschema. Every data file of the site, every line of its ledger and the
// examples of a host's records and receipts are valid by both, and a broken one by none.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { Validator } from '@seriousme/openapi-schema-validator';
import { build, files, repository } from './site.mjs';

let dir;
const documents = []; // [schema, where it is from, its JSON]
const schemas = new Map();

before(() => {
  dir = build('2026-12-01', 'https://legal.example/');
  const read = name => readFileSync(path.join(dir, name), 'utf8');
  for (const name of files(path.join(dir, 'api/v1')).filter(f => f.endsWith('.json'))) {
    const [kind, file] = name.split('/');
    if (kind === 'schema') schemas.set(file, JSON.parse(read(`api/v1/${name}`)));
    else if (name !== 'openapi.json') documents.push([file ? { coming: 'since.json' }[kind] ?? kind.replace(/s$/, '') + '.json' : kind, name, read(`api/v1/${name}`)]);
  }
  const host = name => readFileSync(path.join(repository, 'internal/render/testdata', name), 'utf8');
  for (const [schema, text] of [['ledger.json', read('ledger/ledger.jsonl')], ['acceptance.json', host('acceptance.jsonl')], ['receipt.json', host('receipt.jsonl')]]) {
    text.split('\n').filter(Boolean).forEach((line, i) => documents.push([schema, `${schema} line ${i + 1}`, line]));
  }
});

test('every schema has a document', () => {
  const used = new Set(documents.map(([s]) => s));
  assert.deepEqual([...schemas.keys()].filter(s => !used.has(s)), ['common.json']);
});

test('ajv in its strict mode', () => {
  const ajv = addFormats(new Ajv({ strict: true, allErrors: true }));
  for (const schema of schemas.values()) ajv.addSchema(schema);
  for (const [schema, from, text] of documents) {
    const valid = ajv.getSchema(schemas.get(schema).$id);
    assert.ok(valid(JSON.parse(text)), `${from}: ${ajv.errorsText(valid.errors)}`);
    assert.ok(!valid({ ...JSON.parse(text), schema: 'other/1' }), `${from}: any schema will do`);
  }
});

test('jsonschema of Python', () => {
  const work = path.join(os.tmpdir(), `kelisim-schemas-${process.pid}.json`);
  writeFileSync(work, JSON.stringify({ schemas: [...schemas], documents }));
  assert.equal(execFileSync('/usr/bin/python3', [path.join(repository, 'internal/e2e/schemas.py'), work], { encoding: 'utf8' }), `${documents.length} valid\n`);
});

test('the description for tools is OpenAPI 3.1', async () => {
  const text = readFileSync(path.join(dir, 'api/v1/openapi.json'), 'utf8');
  const schema = /"\$ref":\s*"([^"#]+)"/g; // beside it; ajv has read them, and this validator follows none
  const refs = [...text.matchAll(schema)].map(m => path.basename(m[1]));
  assert.ok(refs.length > 0 && refs.every(r => schemas.has(r)), refs.join());
  const description = JSON.parse(text.replace(schema, '"title": "$1"'));
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(description));
  assert.ok(valid, JSON.stringify(errors));
  assert.equal(validator.version, '3.1');
  const broken = await new Validator().validate({ ...description, paths: { 'no slash': {} } });
  assert.ok(!broken.valid, 'anything will do');
});
