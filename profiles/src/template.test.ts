import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadProfiles, SHIPPED_PROFILES } from './load-profiles.ts';
import { Profile } from './profile.ts';

const TEMPLATE = join(SHIPPED_PROFILES, 'TEMPLATE.yaml.example');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drover-template-'));
  copyFileSync(TEMPLATE, join(folder, 'acme.yaml'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const FIELDS = [...new Set(fieldsOf(z.toJSONSchema(Profile, { io: 'input', unrepresentable: 'any' })))];

/** The names of all fields, at any depth. */
function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, ...rest } = schema as { properties?: Record<string, unknown> };
  const below = [...Object.values(properties), ...Object.values(rest)].flatMap(fieldsOf);
  return [...Object.keys(properties), ...below];
}

describe('the template', () => {
  it('is a good profile as it is', () => {
    const { profiles, faults } = loadProfiles(folder);
    expect(faults).toEqual([]);
    expect(profiles).toMatchObject([{ name: 'acme' }]);
  });

  it('shows or names every field', () => {
    const text = readFileSync(TEMPLATE, 'utf8');
    expect(FIELDS).toContain('stalledAfterSeconds');
    expect(FIELDS.filter((field) => !new RegExp(`\\b${field}\\b`).test(text))).toEqual([]);
  });

  it('is described in the documentation, field by field', () => {
    const text = readFileSync(join(SHIPPED_PROFILES, '../docs/profiles.md'), 'utf8');
    expect(FIELDS.filter((field) => !new RegExp(`\`${field}\`|\\b${field}:`).test(text))).toEqual([]);
  });
});
