// A file that the page made, handed to the person: in a browser a download, in Electron the system's dialog for saving.

export function downloadFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name.replace(/[/\\\0]/g, '_');
  link.click();
  // The download has begun by then, and keeps what it needs.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
