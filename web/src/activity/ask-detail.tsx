import { Button } from '../design/button.tsx';
import { shortDetail } from './needs-you.ts';

export type AskDetailProps = { detail: string; unfolded: boolean; onUnfold: () => void };

/** The command, file or question as it is, with the way to see all of it. */
export function AskDetail({ detail, unfolded, onUnfold }: AskDetailProps) {
  const { text, whole } = shortDetail(detail);
  const folded = !unfolded && !whole;
  return (
    <div>
      <pre className="whitespace-pre-wrap break-all rounded-md bg-screen px-2.5 py-1.5 font-mono text-xs leading-5 ring-1 ring-line ring-inset">
        {folded ? `${text}…` : detail}
      </pre>
      {folded && (
        <Button variant="quiet" className="mt-1 -ml-3" onClick={onUnfold}>
          Show all {detail.length} characters
        </Button>
      )}
    </div>
  );
}
