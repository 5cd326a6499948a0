import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadProfiles, SHIPPED_PROFILES } from '@drover/profiles';
import { expect, it } from 'vitest';
import { claimsOf } from './claims.ts';
import { ReportedActivity } from './report.ts';
import { verdict } from './verdict.ts';

const FOLDER = join(import.meta.dirname, 'fixtures');

const { profiles } = loadProfiles(SHIPPED_PROFILES);

const rulesOf = (name: string) => {
  const profile = profiles.find((candidate) => candidate.name === name);
  if (!profile) throw new Error(`there is no profile ${name}`);
  return profile.activity;
};

// What the real tools have shown, and what people have reported: a file that `report_activity` writes can be put there as it is.
it.each(readdirSync(FOLDER))('%s is judged right', (file) => {
  const { profile, at, right, observed } = ReportedActivity.parse(
    JSON.parse(readFileSync(join(FOLDER, file), 'utf8')),
  );
  const rules = rulesOf(profile);
  const { stalledAfterSeconds } = rules;
  const stalledAfterMs = stalledAfterSeconds === null ? null : stalledAfterSeconds * 1_000;
  const { progressAt } = observed;
  const { note: _, ...expected } = right;
  expect(verdict(claimsOf(rules, observed, at), { progressAt, stalledAfterMs }, at)).toMatchObject(expected);
});
