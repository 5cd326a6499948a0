import type { Host } from '@drover/protocol';
import { Banner } from '../design/banner.tsx';
import { hostNote, hostState, inputForbidden, skewSentence } from './host-words.ts';

/** What is out of the ordinary with a host, above everything else about it. */
export function HostNotes({ host }: { host: Host }) {
  const note = hostNote(host);
  const skew = skewSentence(host);
  const watchOnly = inputForbidden(host);
  return (
    <div className="mb-6 space-y-2 empty:hidden [&>*]:rounded-lg">
      {note && <Banner tone={NOTE_TONES[hostState(host).tone] ?? 'info'}>{note}</Banner>}
      {skew && (
        <Banner tone="warn">
          {skew} Times of its sessions are told by the hub’s clock. Let the machine set its clock by the
          network.
        </Banner>
      )}
      {watchOnly && <Banner tone="info">{watchOnly}</Banner>}
    </div>
  );
}

const NOTE_TONES: Partial<Record<string, 'warn' | 'bad'>> = { warn: 'warn', bad: 'bad' };
