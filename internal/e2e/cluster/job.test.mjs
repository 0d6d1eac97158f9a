// docs/cluster/job.yaml by the schemas of the Kubernetes API, and the workflow of
// docs/cluster.md by what the shards need.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Job } from 'kubernetes-models/batch/v1';
import { parse } from 'yaml';

const manifest = () => parse(readFileSync(new URL('../../../docs/cluster/job.yaml', import.meta.url), 'utf8'));

test('the job is valid by the schema of batch/v1', () => {
  const job = manifest();
  assert.deepEqual([job.apiVersion, job.kind], ['batch/v1', 'Job']);
  new Job(job).validate();
  const { completions, completionMode, template } = job.spec;
  const env = Object.fromEntries(template.spec.containers[0].env.map(({ name, value }) => [name, value]));
  assert.equal(completionMode, 'Indexed');
  assert.equal(env.SHARDS, String(completions), 'each index is one shard');
  const volumes = template.spec.volumes.map(v => v.name);
  for (const mount of template.spec.containers[0].volumeMounts) assert.ok(volumes.includes(mount.name), mount.name);
});

test('the schema refuses what is no job', () => {
  for (const spoil of [
    job => { job.spec.completions = 'seven'; },
    job => { delete job.spec.template.spec.containers; },
    job => { job.spec.parallelism = 'three'; },
    job => { job.spec.template.spec.containers[0].volumeMounts[0].mountPath = 7; },
  ]) {
    const job = manifest();
    spoil(job);
    assert.throws(() => new Job(job).validate(), spoil.toString());
  }
});
