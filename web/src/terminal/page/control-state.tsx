import { Eye, Keyboard } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../design/button.tsx';
import { Tooltip } from '../../design/tooltip.tsx';
import { useMe } from '../../live/use-live.ts';
import type { Control } from '../attachment/attachment-view.ts';

export type ControlStateProps = {
  control: Control;
  /** Why this person can only watch; null when they may type. */
  watchOnly: string | null;
  onTake: () => void;
};

/** Who controls the session, how many look on, and the way to take control. */
export function ControlState({ control, watchOnly, onTake }: ControlStateProps) {
  const { viewers } = control;
  if (viewers === 0) return null;
  return (
    <div className="flex shrink-0 items-center gap-2.5 text-ink-2 text-xs">
      <Explained
        text={viewers === 1 ? 'Only this window shows this session' : `${viewers} windows show this session`}
      >
        <span className="tabular flex items-center gap-1 @max-2xl:hidden">
          <Eye size={14} aria-hidden="true" />
          <span className="sr-only">Viewers:</span>
          {viewers}
        </span>
      </Explained>
      {watchOnly === null ? (
        <Controller control={control} onTake={onTake} />
      ) : (
        <Explained text={watchOnly}>You are watching</Explained>
      )}
    </div>
  );
}

function Controller({ control: { mine, name }, onTake }: Pick<ControlStateProps, 'control' | 'onTake'>) {
  const me = useMe()?.name;
  if (mine)
    return (
      <span className="flex items-center gap-1.5">
        <Keyboard size={14} className="@max-2xl:hidden" aria-hidden="true" />
        You control
      </span>
    );
  return (
    <>
      <span className="max-w-48 truncate @max-3xl:sr-only">{controllerWords(name, me)}</span>
      <Button variant="primary" onClick={onTake}>
        Take control
      </Button>
    </>
  );
}

function controllerWords(name: string | null, me: string | undefined): string {
  if (name === null) return 'Nobody controls';
  return name === me ? 'You control in another window' : `${name} controls`;
}

const Explained = ({ text, children }: { text: string; children: ReactNode }) => (
  <Tooltip text={text} side="bottom">
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard, too, must reach the explanation */}
    <span tabIndex={0}>{children}</span>
  </Tooltip>
);
