import { randomUUID } from 'node:crypto';
import { NOTHING_LEARNED, type SessionFacts } from '@drover/protocol';
import { expect, it } from 'vitest';
import { toldFacts } from './told-facts.ts';

const facts = (parts: Partial<SessionFacts>): SessionFacts => ({
  ...{ sessionId: randomUUID(), profile: 'bash', projectDir: '/home/ada/shop', task: null, status: 'exited' },
  ...{ reason: null, exit: null, epoch: null, size: { cols: 80, rows: 24 }, title: null },
  ...{ createdAt: 1, endedAt: 2, viewers: 0 },
  ...NOTHING_LEARNED,
  ...parts,
});

const many = (count: number, parts: Partial<SessionFacts>) =>
  Array.from({ length: count }, () => facts(parts));

const bytesOf = (told: SessionFacts[]) => Buffer.byteLength(JSON.stringify(told));

it('what fits is told whole', () => {
  const all = many(2_000, { conversationId: 'c1' });
  expect(toldFacts(all)).toEqual(all);
});

it('[F53] a hello stays below what the hub takes, whatever sessions have said of themselves', () => {
  const server = {
    name: 'x',
    transport: 'stdio',
    target: 'x'.repeat(500),
    scope: 'user',
    enabled: true,
  } as const;
  const mcpServers = Array.from({ length: 64 }, () => ({ ...server, file: `/${'x'.repeat(1_000)}` }));
  const running = many(200, { status: 'running', endedAt: null, mcpServers });
  const told = toldFacts([...running, ...many(1_800, { task: 'ä'.repeat(1_024) })]);
  expect(told.filter(({ status }) => status === 'running')).toHaveLength(200);
  expect(told.length).toBeGreaterThan(1_000);
  expect(bytesOf(told)).toBeLessThan(3.5 * 1024 * 1024);
});
