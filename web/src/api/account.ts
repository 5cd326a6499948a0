import {
  ApiTokenList,
  type ChangePasswordBody,
  type LoginBody,
  LoginList,
  LoginOptions,
  Me,
  NewApiToken,
  type NewApiTokenBody,
  type SetupBody,
  SetupState,
} from '@drover/protocol';
import { z } from 'zod';
import { call } from './http.ts';

export const getSetupState = (signal?: AbortSignal) =>
  call('GET', '/api/setup', SetupState, undefined, signal);

export const getLoginOptions = (signal?: AbortSignal) =>
  call('GET', '/api/login-options', LoginOptions, undefined, signal);

/** Makes the first person, who is then logged in. */
export const setUp = (body: SetupBody) => call('POST', '/api/setup', Me, body);

export const logIn = (body: LoginBody) => call('POST', '/api/login', Me, body);

export const logOut = () => call('POST', '/api/logout', z.unknown(), {});

/** Refused with `unauthenticated` when nobody is logged in. */
export const getMe = (signal?: AbortSignal) => call('GET', '/api/me', Me, undefined, signal);

/** The other logins of this person end with it. */
export const changePassword = (body: z.infer<typeof ChangePasswordBody>) =>
  call('POST', '/api/me/password', z.unknown(), body);

export const listLogins = (signal?: AbortSignal) =>
  call('GET', '/api/me/logins', LoginList, undefined, signal);

export const endLogin = (loginId: string) => call('DELETE', `/api/me/logins/${loginId}`, z.unknown());

export const endOtherLogins = () => call('POST', '/api/me/logins/end-others', z.unknown(), {});

export const listApiTokens = (signal?: AbortSignal) =>
  call('GET', '/api/me/tokens', ApiTokenList, undefined, signal);

export const makeApiToken = (body: z.infer<typeof NewApiTokenBody>) =>
  call('POST', '/api/me/tokens', NewApiToken, body);

export const deleteApiToken = (tokenId: string) => call('DELETE', `/api/me/tokens/${tokenId}`, z.unknown());
