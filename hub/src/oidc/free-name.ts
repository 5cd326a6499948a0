import { UserName } from '@drover/protocol';

const MAX_LENGTH = 32;

/** A name by our rules, as near as may be to one of those wished, that is not taken. */
export function freeName(wished: string[], isTaken: (name: string) => boolean): string {
  const wanted = wished.map(asUserName).find((name) => UserName.safeParse(name).success) ?? 'person';
  if (!isTaken(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const name = `${wanted.slice(0, MAX_LENGTH - String(number).length)}${number}`;
    if (!isTaken(name)) return name;
  }
}

/** Of an e-mail address what is before the `@`; accents go, and what else is no plain letter becomes a hyphen. */
const asUserName = (text: string): string =>
  (text.split('@')[0] ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, MAX_LENGTH)
    .replace(/-+$/, '');
