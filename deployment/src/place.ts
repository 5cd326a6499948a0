import { DroverError } from '@drover/protocol';

/** A path on the host: absolute, or below the home directory of whoever starts the daemon there. */
export type Place = {
  readonly inHome: boolean;
  /** Empty, or with a leading `/`. */
  readonly rest: string;
};

/** Engines split mounts at these; nothing quotes them. */
const SEPARATORS = /[:,]/;

/** Throws `invalid_body` for what cannot be mounted. */
export function parsePlace(path: string): Place {
  const inHome = path === '~' || path.startsWith('~/');
  const rest = (inHome ? path.slice(1) : path).replace(/\/+$/, '');
  const isPlain = rest.split('/').every((segment) => segment !== '..' && segment !== '.');
  if ((!inHome && !rest.startsWith('/')) || !isPlain || rest.includes('//')) {
    throw refused('must be an absolute path or begin with "~/", without "..", and not be the whole disk');
  }
  if (SEPARATORS.test(rest) || /\p{Cc}/u.test(rest)) {
    throw refused('cannot be mounted when it holds ":", "," or control characters; choose another folder');
  }
  return { inHome, rest };
}

const refused = (why: string) => new DroverError('invalid_body', `The folder of the projects ${why}.`);
