import type { DeploymentWish } from '../../api/hosts.ts';
import { TextField } from '../../design/field.tsx';

export type WishFieldsProps = { wish: DeploymentWish; onChange: (wish: DeploymentWish) => void };

/** What only the person knows of the machine. */
export const WishFields = ({ wish, onChange }: WishFieldsProps) => (
  <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
    <TextField
      label="Projects folder on that machine"
      value={wish.root}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      hint="Sessions can only be started below it."
      onChange={(event) => onChange({ ...wish, root: event.target.value })}
    />
    {(wish.kind === 'podman' || wish.kind === 'quadlet') && (
      <label className="flex touch:min-h-11 items-center gap-2.5 text-sm sm:pt-1">
        <input
          type="checkbox"
          className="size-4 touch:size-6 shrink-0 accent-(--accent)"
          checked={wish.rootful}
          onChange={(event) => onChange({ ...wish, rootful: event.target.checked })}
        />
        podman runs as root there
      </label>
    )}
  </div>
);
