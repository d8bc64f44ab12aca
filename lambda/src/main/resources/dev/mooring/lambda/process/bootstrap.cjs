// Runs a Node.js function: loads its handler, asks the Lambda Runtime API for events, posts what comes of them.
// Works on Node.js 18 and later without any package. Behaves as AWS documents its own runtime:
// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
'use strict';

const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const util = require('node:util');
const { pathToFileURL } = require('node:url');

// Taken before function code can replace them.
const { request: httpRequest, Agent } = http;
const { exit } = process;
const { setImmediate: soon } = globalThis;
const stringify = JSON.stringify;

const [apiHost, apiPort] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const token = process.env.MOORING_RUNTIME_TOKEN;
// A function that knew it could speak for this process in ways no runtime allows.
delete process.env.MOORING_RUNTIME_TOKEN;
const taskRoot = process.env.LAMBDA_TASK_ROOT;
const runtimeMajor = Number(/nodejs(\d+)/.exec(process.env.AWS_EXECUTION_ENV)?.[1] ?? 0);
// AWS removed callbacks, and with them waiting for the event loop, from its runtime for Node.js 24.
const promisesOnly = runtimeMajor >= 24;

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

class RuntimeError extends Error {
  constructor(type, message) {
    super(message);
    this.name = `Runtime.${type}`;
  }
}

// ---- Runtime API -------------------------------------------------------------------------------------------------

function call(method, operation, body, retry = true) {
  return new Promise((resolve, reject) => {
    const headers = {
      'Mooring-Runtime-Token': token,
      'Mooring-Max-Rss-Bytes': peakMemoryBytes(),
    };
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
      headers['Content-Length'] = Buffer.byteLength(body);
    }
    const options = { host: apiHost, port: apiPort, method, path: `/2018-06-01/runtime/${operation}`, headers, agent };
    const req = httpRequest(options, (res) => {
      const chunks = [];
      res.on('data', (chunk) => chunks.push(chunk));
      res.on('end', () => resolve({ status: res.statusCode, headers: res.headers, body: Buffer.concat(chunks) }));
      res.on('error', reject);
    });
    req.on('error', (error) => {
      // The server closes connections that were idle during a long invocation.
      if (retry && req.reusedSocket) {
        resolve(call(method, operation, body, false));
      } else {
        reject(error);
      }
    });
    req.end(body);
  });
}

/** getrusage would tell of the server too: the kernel keeps the peak across the exec that made this process. */
function peakMemoryBytes() {
  let kilobytes = 0;
  try {
    kilobytes = Number(/^VmHWM:\s+(\d+) kB/m.exec(fs.readFileSync('/proc/self/status', 'latin1'))[1]);
  } catch {
    // Not Linux: the present will have to do.
  }
  return Math.max(kilobytes * 1024, process.memoryUsage.rss());
}

async function nextInvocation() {
  const response = await call('GET', 'invocation/next').catch(() => undefined);
  if (response?.status !== 200) {
    // The server is gone or wants this process gone.
    exit(0);
  }
  return response;
}

// ---- Log ---------------------------------------------------------------------------------------------------------

let requestId = 'undefined';

/** Writes all of it, whatever the mode of the pipe. */
function print(text) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += fs.writeSync(1, bytes, at);
    } catch (error) {
      if (error.code !== 'EAGAIN') {
        return; // The function closed its own output.
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

function log(level, ...args) {
  print(`${new Date().toISOString()}\t${requestId}\t${level}\t${util.format(...args)}\n`);
}

console.log = console.info = (...args) => log('INFO', ...args);
console.debug = (...args) => log('DEBUG', ...args);
console.trace = (...args) => log('TRACE', ...args);
console.warn = (...args) => log('WARN', ...args);
console.error = (...args) => log('ERROR', ...args);
console.fatal = (...args) => log('FATAL', ...args);

/** Everything printed so far is in the pipe, followed by the mark that the server waits for. */
async function flush(id) {
  const { stdout } = process;
  if (stdout.writableLength > 0 && !stdout.destroyed) {
    await new Promise((resolve) => {
      stdout.once('close', resolve);
      stdout.write('', resolve);
    });
  }
  print(`\0${token}:${id}\n`);
}

// ---- Errors ------------------------------------------------------------------------------------------------------

function isErrorLike(value) {
  return util.types.isNativeError(value)
    || (typeof value?.name === 'string' && typeof value?.message === 'string' && typeof value?.stack === 'string');
}

/** What Invoke returns for an error. */
function errorPayload(error) {
  try {
    return isErrorLike(error)
      ? { errorType: String(error.name), errorMessage: String(error.message), trace: String(error.stack).split('\n') }
      : { errorType: typeof error, errorMessage: String(error), trace: [] };
  } catch {
    return { errorType: 'handled', errorMessage: 'the error cannot be read', trace: [] };
  }
}

function logError(title, thrown) {
  const error = isErrorLike(thrown) ? thrown : new Error(thrown);
  let json;
  try {
    json = stringify({
      errorType: error.name,
      errorMessage: error.message,
      code: error.code,
      ...error,
      stack: String(error.stack).split('\n'),
    });
  } catch {
    json = stringify(errorPayload(error));
  }
  log('ERROR', `${title} \t${json}`);
}

// ---- One invocation ----------------------------------------------------------------------------------------------

/** What is to happen when nothing is left to do: the function has no timer, socket or child any more. */
let whenIdle = () => {};
/** Reports an error that nobody caught. */
let fail = (error, exitCode) => failInit(error, exitCode);

process.on('beforeExit', () => whenIdle());
process.on('uncaughtException', (error) => {
  logError('Uncaught Exception', error);
  fail(error, 129);
});
process.on('unhandledRejection', (reason) => {
  const error = new RuntimeError('UnhandledPromiseRejection', String(reason?.stack ? reason : util.format(reason)));
  error.reason = isErrorLike(reason) ? errorPayload(reason) : reason;
  logError('Unhandled Promise Rejection', error);
  fail(error, 128);
});

async function failInit(error, exitCode) {
  await call('POST', 'init/error', stringify(errorPayload(error))).catch(() => {});
  exit(exitCode);
}

/** Resolves when the result has been posted. */
function invoke(handler, id, event, contextData) {
  return new Promise((posted) => {
    let finished;
    let answered = false;

    /** The first counts; whoever comes later waits with it. */
    const post = (operation, body) => {
      finished ??= (async () => {
        whenIdle = () => {};
        await flush(id);
        // A refusal (too large, too late) has been reported to the caller already.
        await call('POST', `invocation/${id}/${operation}`, body).catch(() => {});
        posted();
      })();
      return finished;
    };
    const succeed = (result) => {
      let body;
      try {
        body = stringify(result) ?? 'null';
      } catch (error) {
        reject(new RuntimeError('UnserializableResponse', `Unable to stringify response body: ${error.message}`));
        return;
      }
      post('response', body);
    };
    const reject = (error) => {
      if (finished === undefined) {
        logError('Invoke Error', error);
        post('error', stringify(errorPayload(error)));
      }
    };
    fail = async (error, exitCode) => {
      await post('error', stringify(errorPayload(error)));
      exit(exitCode);
    };
    /** Only the first answer counts. */
    const once = (action) => (...args) => {
      if (!answered) {
        answered = true;
        action(...args);
      }
    };
    const settle = (error, result) => {
      if (error !== undefined && error !== null) {
        reject(error);
      } else {
        succeed(result);
      }
    };

    const context = { ...contextData };
    if (promisesOnly) {
      whenIdle = () => reject(new RuntimeError('NodeJsExit', NEVER_SETTLED));
      // Inside an async function also a synchronous exception is a rejection.
      (async () => handler(event, context))().then(succeed, reject);
      return;
    }

    context.callbackWaitsForEmptyEventLoop = true;
    context.done = once(settle);
    context.succeed = once((result) => settle(null, result));
    context.fail = once((error) => settle(error ?? 'handled'));
    const callback = once((error, result) => {
      if (error === undefined || error === null) {
        if (context.callbackWaitsForEmptyEventLoop) {
          whenIdle = () => succeed(result);
          return;
        }
      }
      settle(error, result);
    });

    whenIdle = () => succeed(null);
    let returned;
    try {
      returned = handler(event, context, callback);
    } catch (error) {
      once(reject)(error);
      return;
    }
    if (typeof returned?.then === 'function') {
      if (handler.constructor?.name === 'AsyncFunction') {
        whenIdle = () => reject(new RuntimeError('NodeJsExit', NEVER_SETTLED));
      }
      returned.then(once(succeed), once(reject));
    } else if (returned !== undefined && !answered) {
      whenIdle = () => {
        warnOfReturnValue();
        succeed(returned);
      };
    }
  });
}

const NEVER_SETTLED =
  'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise'
  + ' that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes';

let warned = false;

function warnOfReturnValue() {
  if (!warned) {
    warned = true;
    log('WARN', `the handler is not async and returns a value: AWS Lambda's nodejs${runtimeMajor}.x answers null then`);
  }
}

function contextOf(headers) {
  const env = process.env;
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const parse = (json) => (json === undefined ? undefined : JSON.parse(json));
  const now = Date.now;
  return {
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: parse(headers['lambda-runtime-client-context']),
    identity: parse(headers['lambda-runtime-cognito-identity']),
    getRemainingTimeInMillis: () => deadline - now(),
  };
}

// ---- Handler -----------------------------------------------------------------------------------------------------

/** Whether Node.js takes the .js file for an ES module: the nearest package.json says so. */
function isModule(file) {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    try {
      return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')).type === 'module';
    } catch (error) {
      if (error.code !== 'ENOENT' || folder === path.dirname(folder) || path.basename(folder) === 'node_modules') {
        return false;
      }
    }
  }
}

async function loadModule(file) {
  const load = {
    '': require,
    '.js': (name) => (isModule(name) ? import(pathToFileURL(name)) : require(name)),
    '.mjs': (name) => import(pathToFileURL(name)),
    '.cjs': require,
  };
  for (const [extension, how] of Object.entries(load)) {
    if (fs.statSync(file + extension, { throwIfNoEntry: false })?.isFile()) {
      return how(file + extension);
    }
  }
  // Perhaps a package's name.
  return require(require.resolve(path.relative(taskRoot, file), { paths: [taskRoot] }));
}

/** `folder/file.property.property`: the first dot after the last slash ends the file's name. */
async function loadHandler(name) {
  const slash = name.lastIndexOf('/') + 1;
  const dot = name.indexOf('.', slash);
  if (name.includes('..')) {
    throw new RuntimeError(
      'MalformedHandlerName',
      `'${name}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  if (dot < 0) {
    throw new RuntimeError('MalformedHandlerName', 'Bad handler');
  }
  let found;
  try {
    found = await loadModule(path.resolve(taskRoot, name.slice(0, dot)));
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new RuntimeError('UserCodeSyntaxError', String(error));
    }
    throw error?.code === 'MODULE_NOT_FOUND' ? new RuntimeError('ImportModuleError', String(error)) : error;
  }
  for (const property of name.slice(dot + 1).split('.')) {
    found = found?.[property];
  }
  if (typeof found !== 'function') {
    throw new RuntimeError('HandlerNotFound', `${name} is ${found ? 'not a function' : 'undefined or not exported'}`);
  }
  if (promisesOnly && found.length >= 3) {
    throw new RuntimeError(
      'CallbackHandlerDeprecated',
      'AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to'
        + ' modify this function to use a supported handler signature to use Node.js 24 or later. For more information'
        + ' see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
    );
  }
  return found;
}

async function main() {
  let handler;
  try {
    handler = await loadHandler(process.env._HANDLER);
  } catch (error) {
    logError('Uncaught Exception', error);
    if (/['"](@aws-sdk\/|aws-sdk['"])/.test(String(error?.message))) {
      log('WARN', 'AWS Lambda brings the AWS SDK along; here it has to be in the deployment package');
    }
    await failInit(error, 1);
  }
  for (;;) {
    const { headers, body } = await nextInvocation();
    requestId = headers['lambda-runtime-aws-request-id'];
    let event;
    try {
      event = JSON.parse(body.toString());
    } catch (error) {
      fail = () => exit(1);
      logError('Invoke Error', error);
      await flush(requestId);
      await call('POST', `invocation/${requestId}/error`, stringify(errorPayload(error))).catch(() => {});
      continue;
    }
    await invoke(handler, requestId, event, contextOf(headers));
    // Lets what the function still has to do go first, as AWS does.
    await new Promise((resolve) => soon(resolve));
  }
}

main();
