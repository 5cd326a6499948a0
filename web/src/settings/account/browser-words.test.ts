import { expect, test } from 'vitest';
import { browserWords } from './browser-words.ts';

const like = (rest: string) => `Mozilla/5.0 ${rest}`;

test.each([
  [like('(X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'), 'Firefox on Linux'],
  [like('(Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0'), 'Edge on Windows'],
  [like('(Macintosh; Intel Mac OS X 10_15) AppleWebKit/605 Version/18.0 Safari/605.1'), 'Safari on macOS'],
  [
    like('(Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537'),
    'Chrome on Android',
  ],
  [like('(iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/140.0 Mobile Safari/604.1'), 'Chrome on iPhone'],
  ['curl/8.14.1', 'curl/8.14.1'],
  [null, 'Unknown browser'],
])('%s is told as %s', (userAgent, words) => expect(browserWords(userAgent)).toBe(words));
