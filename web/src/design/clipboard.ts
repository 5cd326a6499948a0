/** Puts text on the clipboard. To be called within a click or key press; outside of HTTPS only those may copy. */
export async function copyText(text: string): Promise<void> {
  if (text === '') return;
  if (!navigator.clipboard) {
    copyByCommand(text);
    return;
  }
  await navigator.clipboard.writeText(text);
}

/** The only way on pages that were loaded by plain HTTP from another machine. */
function copyByCommand(text: string): void {
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', fill, { capture: true, once: true });
  document.execCommand('copy');
  document.removeEventListener('copy', fill, { capture: true });
}

/** The clipboard's text, or null where the browser does not hand it out but to a paste by key or menu. */
export async function readClipboard(): Promise<string | null> {
  try {
    return (await navigator.clipboard?.readText()) ?? null;
  } catch {
    return null;
  }
}
