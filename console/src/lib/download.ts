/** Hands a file that exists only here to the user. */
export function download(name: string, content: string | Uint8Array<ArrayBuffer>, type = 'application/octet-stream'): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Chromium reads the URL after this task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A thing's name as a part of a file name: some of its letters mean something to shells or file systems. */
export function fileStem(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/g, '_');
}
