import { type LoginBody, Me, type SetupBody, SetupState } from '@drover/protocol';
import { z } from 'zod';
import { call } from './http.ts';

export const getSetupState = (signal?: AbortSignal) =>
  call('GET', '/api/setup', SetupState, undefined, signal);

/** Makes the first person, who is then logged in. */
export const setUp = (body: SetupBody) => call('POST', '/api/setup', Me, body);

export const logIn = (body: LoginBody) => call('POST', '/api/login', Me, body);

export const logOut = () => call('POST', '/api/logout', z.unknown(), {});

/** Refused with `unauthenticated` when nobody is logged in. */
export const getMe = (signal?: AbortSignal) => call('GET', '/api/me', Me, undefined, signal);
