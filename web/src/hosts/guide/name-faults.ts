import { DroverError, type ErrorCode } from '@drover/protocol';
import { messageOf } from '../../api/http.ts';

export type NameFaults = { name?: string; token?: string; form?: string };

/** Where in the form a refusal of the hub belongs. */
const PLACES: Partial<Record<ErrorCode, keyof NameFaults>> = {
  name_taken: 'name',
  weak_token: 'token',
  token_taken: 'token',
};

export function nameFaultsOf(error: unknown): NameFaults {
  const place = (error instanceof DroverError && PLACES[error.code]) || 'form';
  return { [place]: messageOf(error) };
}
