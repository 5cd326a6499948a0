import { useInfiniteQuery } from '@tanstack/react-query';
import { getAuditPage } from '../../api/hub.ts';
import { type AuditFilter, auditQuery } from './audit-filter.ts';

/** The log as far as it was asked for, newest lines first. */
export const useAudit = (filter: AuditFilter) =>
  useInfiniteQuery({
    queryKey: ['audit', auditQuery(filter).toString()],
    queryFn: ({ pageParam, signal }) => {
      const query = auditQuery(filter);
      if (pageParam !== null) query.set('before', String(pageParam));
      return getAuditPage(query, signal);
    },
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
    // What was found stays in sight while other words are looked for.
    placeholderData: (before) => before,
  });
