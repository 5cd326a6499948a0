import { AttachId } from '@drover/protocol';
import { expect, it } from 'vitest';
import { randomUuid } from './random-uuid.ts';

it('is a random UUID, another one each time', () => {
  const ids = Array.from({ length: 100 }, () => AttachId.parse(randomUuid()));
  expect(new Set(ids).size).toBe(100);
});
