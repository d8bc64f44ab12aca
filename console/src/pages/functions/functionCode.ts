import { GetFunctionCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { textOf } from '../../lib/payload';
import { unzip, type ZipFile } from '../../lib/unzip';

/** More is not shown in the editor. */
const SHOWN_BYTES = 512 * 1024;

/** A function's package as far as the page shows it. */
export interface FunctionCode {
  files: ZipFile[];
  /** The file with the handler, if it is there and can be shown. */
  main: { name: string; text: string } | undefined;
}

/** What a handler may stand in, by the runtime; the first that is there does. */
export function candidates(runtime: string, handler: string): string[] {
  const stem = handler.slice(0, Math.max(handler.lastIndexOf('.'), 0)) || handler;
  return runtime.startsWith('python') ? [`${stem.replaceAll('.', '/')}.py`] : [`${stem}.mjs`, `${stem}.js`, `${stem}.cjs`];
}

export function isEditable(runtime: string | undefined): boolean {
  return runtime?.startsWith('nodejs') === true || runtime?.startsWith('python') === true;
}

export async function fetchCode(lambda: LambdaClient, name: string): Promise<FunctionCode> {
  const { Code, Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: name }));
  // The link may name this server otherwise than the address bar does; the page may ask the latter only.
  const { pathname, search } = new URL(Code!.Location!);
  const response = await fetch(pathname + search);
  if (!response.ok) {
    throw new Error(`${response.status} ${response.statusText}`);
  }
  const files = unzip(new Uint8Array(await response.arrayBuffer()));
  const wanted = candidates(Configuration?.Runtime ?? '', Configuration?.Handler ?? '');
  const found = wanted.flatMap((candidate) => files.filter((file) => file.name === candidate))[0];
  const text = found && found.size <= SHOWN_BYTES ? textOf(await found.read()) : undefined;
  return { files, main: text === undefined ? undefined : { name: found!.name, text } };
}
