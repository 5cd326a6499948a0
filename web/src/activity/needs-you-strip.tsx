import { useNeedsYou } from './use-needs-you.ts';
import { WaitingRow } from './waiting-row.tsx';

/** Above all else, and only when there is something: who cannot go on without a person. */
export function NeedsYouStrip() {
  const waiting = useNeedsYou();
  if (waiting.length === 0) return null;
  return (
    <section
      id="needs-you"
      aria-labelledby="needs-you-title"
      className="mb-6 scroll-mt-16 overflow-hidden rounded-lg border border-warn/45 bg-surface shadow-card"
    >
      <h2 id="needs-you-title" className="bg-warn-soft px-3 py-1.5 font-semibold text-sm text-warn-ink">
        Needs you <span className="tabular font-normal">{waiting.length}</span>
      </h2>
      <ul className="max-h-[50dvh] divide-y divide-line overflow-y-auto">
        {waiting.map((session) => (
          <WaitingRow key={`${session.sessionId} ${session.activity.ask?.askId}`} session={session} />
        ))}
      </ul>
    </section>
  );
}
