import { expect, it } from 'vitest';
import { hashPassword, isPasswordRight, NO_PASSWORD } from './passwords.ts';

it('a password matches its own hash only', async () => {
  const hash = await hashPassword('correct horse battery');
  expect(hash).toMatch(/^scrypt:32768:8:1:/);
  expect(await isPasswordRight('correct horse battery', hash)).toBe(true);
  expect(await isPasswordRight('correct horse batterY', hash)).toBe(false);
  expect(await hashPassword('correct horse battery')).not.toBe(hash);
});

it.each(['', 'A', 'correct horse battery'])('"%s" is not the password of nobody', async (password) => {
  expect(await isPasswordRight(password, NO_PASSWORD)).toBe(false);
});
