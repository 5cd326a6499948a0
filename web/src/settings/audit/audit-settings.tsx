import { useMay } from '../../live/use-live.ts';
import { NotForYou } from '../../roles/not-for-you.tsx';
import { AuditLog } from './audit-log.tsx';

/** `/settings/audit` */
export function AuditSettings() {
  const mayRead = useMay('admin');
  if (!mayRead) return <NotForYou needs="admin">Only admins read the audit log.</NotForYou>;
  return <AuditLog />;
}
