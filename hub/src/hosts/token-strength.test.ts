import { describe, expect, it } from 'vitest';
import { newSecret } from '../secrets/secrets.ts';
import { expectStrongToken } from './token-strength.ts';

describe('[B11] a token that somebody chose', () => {
  it.each([
    '',
    'k8Zq!m2',
    'fifteen_charact',
    'aaaaaaaaaaaaaaaa',
    'abababababababab',
    'abcdefghijklmnop',
    '1234567890123456',
    'password12345678',
    'Password-Password-1',
    'qwertyuiopasdfgh',
    'x9Kq3x9Kq3x9Kq3x9Kq3',
    'secret-token-secret-token',
    'kX92 mQz7 rTw4 bNv1 pLs8',
    'kX92mQz7rTw4bNv1pLs8\n',
    'ключ-ключ-ключ-ключ',
  ])('%j is too weak', (token) => {
    expect(() => expectStrongToken(token)).toThrow('A token needs 16 or more letters');
  });

  it.each([
    'kX92mQz7rTw4bNv1',
    'c9f04b7a1e83d652',
    'correct-horse-battery-staple',
    'b7e1a94cd02f6358b7d90ea41c86f35a9d27e04b813fc65a',
  ])('%j is strong enough', (token) => {
    expect(() => expectStrongToken(token)).not.toThrow();
  });

  it('is as good as one that the hub makes', () => {
    for (let i = 0; i < 1_000; i++) expectStrongToken(newSecret());
  });
});
