import type { Host, Session } from '@drover/protocol';
import { Square } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { sessionLabel } from '../sessions/session-words.ts';
import { StopDialog } from '../sessions/stop-dialog.tsx';

export function StopButton({ session, host }: { session: Session; host: Host }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        variant="quiet"
        disabled={!host.online}
        onClick={() => setAsking(true)}
        aria-label={`Stop ${sessionLabel(session, host)}`}
      >
        <Square size={12} aria-hidden="true" />
        Stop
      </Button>
      {asking && <StopDialog session={session} host={host} onClose={() => setAsking(false)} />}
    </>
  );
}
