export * from '../audit/audit-store.ts';
