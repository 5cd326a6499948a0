import type { Host } from '@drover/protocol';
import { useMutation } from '@tanstack/react-query';
import { revokeHost } from '../../api/hosts.ts';
import { messageOf } from '../../api/http.ts';
import { ConfirmDialog } from '../../design/dialog.tsx';

export function RevokeHostDialog({ host, onClose }: { host: Host; onClose: () => void }) {
  const revoke = useMutation({ mutationFn: () => revokeHost(host.hostId), onSuccess: onClose });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke the access of ${host.name}?`}
      description="Its token stops working and its daemon is cut off at once. Agents that run on the machine go on there, but nobody can watch them or type into them from here. A new token lets it in again."
      confirmLabel="Revoke access"
      pending={revoke.isPending}
      error={revoke.error && messageOf(revoke.error)}
      onConfirm={() => revoke.mutate()}
    />
  );
}
