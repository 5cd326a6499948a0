import type { Host } from '@drover/protocol';
import { useNavigate } from 'react-router';
import { messageOf } from '../../api/http.ts';
import { FormDialog } from '../../design/form-dialog.tsx';
import { useRotateToken } from '../guide/use-rotate-token.ts';

/** Makes a new token, and leads to the lines that put it in place. */
export function RotateTokenDialog({ host, onClose }: { host: Host; onClose: () => void }) {
  const navigate = useNavigate();
  const rotate = useRotateToken(host.hostId, () => void navigate(`/hosts/${host.hostId}/connect`));
  return (
    <FormDialog
      title={`New token for ${host.name}`}
      submitLabel="Make a new token"
      pending={rotate.isPending}
      error={rotate.error && messageOf(rotate.error)}
      onSubmit={() => rotate.mutate()}
      onClose={onClose}
    >
      <p className="text-sm">{consequence(host)}</p>
      <p className="text-ink-2 text-sm">
        The new token is shown once, together with the lines that put it in place.
      </p>
    </FormDialog>
  );
}

const consequence = ({ access, name }: Host): string =>
  access === 'revoked'
    ? `The new token lets the daemon of ${name} in again.`
    : `The old token works until the daemon of ${name} first uses the new one, so nothing stops in between.`;
