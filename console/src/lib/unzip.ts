/** A file found in an archive. Directories are left out. */
export interface ZipFile {
  name: string;
  /** Unpacked, in bytes, as the archive says. */
  size: number;
  read: () => Promise<Uint8Array>;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const MAX_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;

/**
 * The files of a ZIP archive (APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16), stored or deflated. What was packed otherwise is
 * listed and cannot be read.
 *
 * @throws Error when it is no archive
 */
export function unzip(bytes: Uint8Array): ZipFile[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  const files: ZipFile[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    check(at + ENTRY_BYTES <= bytes.length && view.getUint32(at, true) === ENTRY);
    const method = view.getUint16(at + 10, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const rest = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const local = view.getUint32(at + 42, true);
    const name = new TextDecoder().decode(bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength));
    if (!name.endsWith('/')) {
      files.push({ name, size, read: () => contentOf(view, bytes, local, packed, size, method) });
    }
    at += ENTRY_BYTES + nameLength + rest;
  }
  return files;
}

/** Looked for from behind: a comment of any length may follow. */
function endOf(view: DataView): number {
  for (let at = view.byteLength - END_BYTES; at >= Math.max(0, view.byteLength - END_BYTES - MAX_COMMENT); at--) {
    if (view.getUint32(at, true) === END) {
      return at;
    }
  }
  throw new Error('This is no ZIP archive.');
}

async function contentOf(view: DataView, bytes: Uint8Array, local: number, packed: number, size: number, method: number): Promise<Uint8Array> {
  check(local + LOCAL_BYTES <= bytes.length && view.getUint32(local, true) === LOCAL);
  const start = local + LOCAL_BYTES + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  check(start + packed <= bytes.length);
  const content = new Uint8Array(bytes.subarray(start, start + packed));
  switch (method) {
    case STORED:
      check(packed === size);
      return content;
    case DEFLATED:
      return inflated(content, size);
    default:
      throw new Error(`The archive is packed by method ${method}, which is not known here.`);
  }
}

/** Stops where the archive says that the file ends: more than that is a lie, or a bomb. */
async function inflated(content: Uint8Array<ArrayBuffer>, size: number): Promise<Uint8Array> {
  const whole = new Uint8Array(size);
  let at = 0;
  const reader = new Blob([content]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (at + part.value.length > size) {
      await reader.cancel();
      check(false);
    }
    whole.set(part.value, at);
    at += part.value.length;
  }
  check(at === size);
  return whole;
}

function check(holds: boolean): void {
  if (!holds) {
    throw new Error('The ZIP archive is damaged.');
  }
}
