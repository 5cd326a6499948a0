import { type FormEvent, type ReactNode, useId } from 'react';
import { Button } from './button.tsx';
import { Dialog, DialogBody, DialogFooter } from './dialog.tsx';
import { FormError } from './form-error.tsx';

export type FormDialogProps = {
  title: string;
  description?: ReactNode;
  submitLabel: string;
  /** What is asked for cannot be taken back. */
  danger?: boolean;
  pending: boolean;
  /** There is nothing to submit yet. */
  disabled?: boolean;
  /** Why the last try failed. */
  error: string | null;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** A few fields, asked for at once. Open as long as it is there. */
export function FormDialog(props: FormDialogProps) {
  const formId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!props.pending) props.onSubmit();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={props.title}
      description={props.description}
    >
      <DialogBody>
        <form id={formId} onSubmit={submit} noValidate className="space-y-4">
          {props.children}
          {props.error && <FormError>{props.error}</FormError>}
        </form>
      </DialogBody>
      <DialogFooter>
        <Button variant="quiet" onClick={props.onClose}>
          Cancel
        </Button>
        <Button
          type="submit"
          form={formId}
          variant={props.danger ? 'danger' : 'primary'}
          pending={props.pending}
          disabled={props.disabled}
        >
          {props.submitLabel}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
