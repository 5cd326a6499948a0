import { Eye, Keyboard } from 'lucide-react';
import { Button } from '../../design/button.tsx';
import { Tooltip } from '../../design/tooltip.tsx';
import type { Control } from '../attachment/attachment-view.ts';

/** Who controls the session, how many look on, and the way to take control. */
export function ControlState({ control, onTake }: { control: Control; onTake: () => void }) {
  const { mine, name, viewers } = control;
  if (viewers === 0) return null;
  return (
    <div className="flex shrink-0 items-center gap-2.5 text-ink-2 text-xs">
      <Tooltip
        text={viewers === 1 ? 'Only this window shows this session' : `${viewers} windows show this session`}
        side="bottom"
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard, too, must reach the explanation */}
        <span tabIndex={0} className="flex items-center gap-1 tabular max-sm:hidden">
          <Eye size={14} aria-hidden="true" />
          <span className="sr-only">Viewers:</span>
          {viewers}
        </span>
      </Tooltip>
      {mine ? (
        <span className="flex items-center gap-1.5 max-sm:sr-only">
          <Keyboard size={14} aria-hidden="true" />
          You control
        </span>
      ) : (
        <>
          <span className="max-w-32 truncate max-md:sr-only">
            {name === null ? 'Nobody controls' : `${name} controls`}
          </span>
          <Button variant="primary" onClick={onTake}>
            Take control
          </Button>
        </>
      )}
    </div>
  );
}
