import { AuditPage, HubStatus } from '@drover/protocol';
import { call } from './http.ts';

export const getHubStatus = (signal?: AbortSignal) =>
  call('GET', '/api/status', HubStatus, undefined, signal);

/** @param query what `AuditQuery` knows */
export const getAuditPage = (query: URLSearchParams, signal?: AbortSignal) =>
  call('GET', `/api/audit?${query}`, AuditPage, undefined, signal);
