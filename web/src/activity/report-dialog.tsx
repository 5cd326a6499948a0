import {
  type Activity,
  type ActivityReport,
  ActivityState,
  type Session,
  WaitingReason,
} from '@drover/protocol';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../api/http.ts';
import { reportActivity } from '../api/sessions.ts';
import { Button } from '../design/button.tsx';
import { Dialog, DialogBody, DialogFooter } from '../design/dialog.tsx';
import { Field, TextAreaField } from '../design/field.tsx';
import { FormDialog } from '../design/form-dialog.tsx';
import { Select } from '../design/select.tsx';
import { useSessionLabel } from '../sessions/use-session-label.ts';
import { activityLook, REASON_WORDS, STATE_MEANINGS, STATE_WORDS } from './activity-words.ts';
import { EMPTY_REPORT, faultOfReport, type ReportDraft, reportOf } from './report-draft.ts';

export type ReportDialogProps = { session: Session; activity: Activity; onClose: () => void };

/** Asks what is right instead, and tells where the evidence was kept. */
export function ReportDialog({ session, activity, onClose }: ReportDialogProps) {
  // The verdict that is contradicted is the one that was read, whatever comes meanwhile.
  const [verdict] = useState(activity);
  const label = useSessionLabel(session);
  const [draft, setDraft] = useState<ReportDraft>(EMPTY_REPORT);
  const [fault, setFault] = useState<string | null>(null);
  const report = useMutation({
    mutationFn: (right: ActivityReport) => reportActivity(session.sessionId, right),
  });
  const submit = () => {
    const found = faultOfReport(draft, verdict);
    setFault(found);
    const right = reportOf(draft);
    if (found === null && right) report.mutate(right);
  };
  if (report.data) return <Reported file={report.data.file} onClose={onClose} />;
  return (
    <FormDialog
      title={`“${activityLook(verdict).word}” is wrong`}
      description={`What is on the screen of “${label}” is kept on its host as evidence, so that this can be told better.`}
      submitLabel="Report"
      pending={report.isPending}
      error={fault ?? (report.error && messageOf(report.error))}
      onSubmit={submit}
      onClose={onClose}
    >
      <ReportFields draft={draft} onChange={setDraft} />
    </FormDialog>
  );
}

type ReportFieldsProps = { draft: ReportDraft; onChange: (draft: ReportDraft) => void };

const ReportFields = ({ draft, onChange }: ReportFieldsProps) => (
  <>
    <fieldset>
      <legend className="mb-1 font-medium text-ink-2 text-xs">What is right</legend>
      {ActivityState.options.map((state) => (
        <label key={state} className="flex touch:min-h-11 items-baseline gap-2.5 py-1 text-sm">
          <input
            type="radio"
            name="state"
            className="touch:size-5 shrink-0 translate-y-0.5 accent-(--accent)"
            checked={draft.state === state}
            onChange={() => onChange({ ...draft, state })}
          />
          <span>
            <span className="font-medium">{STATE_WORDS[state]}</span>{' '}
            <span className="text-ink-3">{STATE_MEANINGS[state]}</span>
          </span>
        </label>
      ))}
    </fieldset>
    {draft.state === 'waiting' && (
      <Field label="It…">
        {(ids) => (
          <Select
            {...ids}
            value={draft.reason}
            onChange={(reason) => onChange({ ...draft, reason: WaitingReason.parse(reason) })}
            options={WaitingReason.options.map((reason) => ({ value: reason, label: REASON_WORDS[reason] }))}
          />
        )}
      </Field>
    )}
    <TextAreaField
      label="Note (optional)"
      value={draft.note}
      onChange={(event) => onChange({ ...draft, note: event.target.value })}
    />
  </>
);

const Reported = ({ file, onClose }: { file: string; onClose: () => void }) => (
  <Dialog
    open
    onOpenChange={(open) => !open && onClose()}
    title="Reported"
    description="The evidence is kept on its host, in:"
  >
    <DialogBody>
      <p className="select-all break-all rounded-md bg-hover px-3 py-2 font-mono text-xs">{file}</p>
    </DialogBody>
    <DialogFooter>
      <Button variant="primary" onClick={onClose}>
        Close
      </Button>
    </DialogFooter>
  </Dialog>
);
