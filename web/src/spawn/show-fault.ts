/** Brings the first thing that is wrong into sight, and the cursor into its field. */
export function showFirstFault(form: HTMLElement): void {
  const fault = form.querySelector('[role="alert"]');
  if (!fault) return;
  const field = fault.id && form.querySelector<HTMLElement>(`[aria-describedby="${CSS.escape(fault.id)}"]`);
  if (field) field.focus();
  fault.scrollIntoView({ block: 'nearest' });
}
