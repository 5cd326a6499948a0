import type { ProfileFault } from '@drover/protocol';
import { TriangleAlert } from 'lucide-react';

/** Profile files that the host could not use; quiet, since all others work. */
export function ProfileFaults({ faults }: { faults: readonly ProfileFault[] }) {
  if (faults.length === 0) return null;
  return (
    <details className="mb-3 text-sm">
      <summary className="inline-flex touch:min-h-11 cursor-pointer items-center gap-1.5 rounded text-warn-ink">
        <TriangleAlert size={14} aria-hidden="true" />
        {faults.length === 1 ? 'One profile file is not used' : `${faults.length} profile files are not used`}
      </summary>
      <ul className="mt-1.5 space-y-1 text-ink-2 text-xs">
        {faults.map(({ file, message }) => (
          <li key={`${file} ${message}`} className="break-words">
            <code className="font-mono text-ink">{file}</code>: {message}
          </li>
        ))}
      </ul>
    </details>
  );
}
