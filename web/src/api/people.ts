import {
  type AcceptInviteBody,
  type EditPersonBody,
  Invite,
  InviteList,
  Me,
  NewInvite,
  Person,
  PersonList,
  type Role,
  type UserId,
} from '@drover/protocol';
import { z } from 'zod';
import { call } from './http.ts';

export const listPeople = (signal?: AbortSignal) => call('GET', '/api/people', PersonList, undefined, signal);

export const editPerson = (userId: UserId, body: z.infer<typeof EditPersonBody>) =>
  call('PATCH', `/api/people/${userId}`, Person, body);

export const deletePerson = (userId: UserId) => call('DELETE', `/api/people/${userId}`, z.unknown());

/** Makes a link with which the person chooses a new password. */
export const resetPassword = (userId: UserId) => call('POST', `/api/people/${userId}/reset`, NewInvite, {});

export const listInvites = (signal?: AbortSignal) =>
  call('GET', '/api/invites', InviteList, undefined, signal);

export const makeInvite = (role: Role) => call('POST', '/api/invites', NewInvite, { role });

export const deleteInvite = (inviteId: string) => call('DELETE', `/api/invites/${inviteId}`, z.unknown());

/** What a link is for, told to who holds it. Refused with `invite_closed` once it is used or too old. */
export const lookAtInvite = (code: string, signal?: AbortSignal) =>
  call('POST', '/api/invites/look', Invite, { code }, signal);

/** Makes the account, or gives it its new password; who accepts is then logged in. */
export const acceptInvite = (body: AcceptInviteBody) => call('POST', '/api/invites/accept', Me, body);
