import type { ProfileFault } from '@drover/protocol';
import { TriangleAlert } from 'lucide-react';
import { type BadFile, badFiles, badFilesWords } from '../hosts/profile-words.ts';

/** Profile files that the host could not use as they are; quiet, since all others work. */
export function ProfileFaults({ faults }: { faults: readonly ProfileFault[] }) {
  if (faults.length === 0) return null;
  const files = badFiles(faults);
  return (
    <details className="mb-3 text-sm">
      <summary className="inline-flex touch:min-h-11 cursor-pointer items-center gap-1.5 rounded text-warn-ink">
        <TriangleAlert size={14} aria-hidden="true" />
        {badFilesWords(files)}
      </summary>
      <ul className="mt-1.5 space-y-2 text-ink-2 text-xs">
        {files.map((file) => (
          <FaultsOfFile key={file.file} {...file} />
        ))}
      </ul>
    </details>
  );
}

const FaultsOfFile = ({ file, inUse, faults }: BadFile) => (
  <li className="break-words">
    <code className="font-mono text-ink">{file}</code>{' '}
    {inUse ? 'Its last good version stays in use.' : 'It is not used.'}
    <ul className="mt-0.5 ml-4 list-disc space-y-0.5">
      {faults.map((fault) => (
        <li key={fault}>{fault}</li>
      ))}
    </ul>
  </li>
);
