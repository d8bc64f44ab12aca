# Runs a Python function: loads its handler, asks the Lambda Runtime API for events, posts what comes of them.
# Works on Python 3.9 and later without any package. Behaves as AWS documents its own runtime:
# https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html
import decimal
import http.client
import importlib
import json
import logging
import os
import sys
import time
import traceback

HOST, PORT = os.environ["AWS_LAMBDA_RUNTIME_API"].split(":")
# A function that knew it could speak for this process in ways no runtime allows.
TOKEN = os.environ.pop("MOORING_RUNTIME_TOKEN")
TASK_ROOT = os.environ["LAMBDA_TASK_ROOT"]
OWN_FILE = __file__


class RuntimeFailure(Exception):
    """What the runtime itself finds wrong, under a type of its own."""

    def __init__(self, kind, message, frames=()):
        super().__init__(message)
        self.kind = "Runtime." + kind
        self.frames = list(frames)


# ---- Runtime API ----------------------------------------------------------------------------------------------------


class RuntimeApi:
    def __init__(self):
        self.connection = http.client.HTTPConnection(HOST, int(PORT))

    def call(self, method, operation, body=None):
        headers = {"Mooring-Runtime-Token": TOKEN, "Mooring-Max-Rss-Bytes": str(peak_memory_bytes())}
        if body is not None:
            headers["Content-Type"] = "application/json"
        fresh = self.connection.sock is None
        try:
            return self.exchange(method, operation, body, headers)
        except (http.client.HTTPException, OSError):
            self.connection.close()
            if fresh:
                raise
            # The server closes connections that were idle during a long invocation.
            return self.exchange(method, operation, body, headers)

    def exchange(self, method, operation, body, headers):
        self.connection.request(method, "/2018-06-01/runtime/" + operation, body, headers)
        response = self.connection.getresponse()
        return response.status, response.headers, response.read()

    def next(self):
        try:
            status, headers, body = self.call("GET", "invocation/next")
        except (http.client.HTTPException, OSError):
            status = 0
        if status != 200:
            # The server is gone or wants this process gone.
            os._exit(0)
        return headers, body

    def post(self, operation, body):
        try:
            # A refusal (too large, too late) has been reported to the caller already.
            self.call("POST", operation, body)
        except (http.client.HTTPException, OSError):
            os._exit(0)


def peak_memory_bytes():
    """getrusage would tell of the server too: the kernel keeps the peak across the exec that made this process."""
    try:
        with open("/proc/self/status", encoding="latin-1") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    try:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    except ImportError:
        return 0


# ---- Log ------------------------------------------------------------------------------------------------------------


def write_all(data):
    try:
        while data:
            data = data[os.write(1, data) :]
    except OSError:
        pass  # The function closed its own output.


def flush(request_id):
    """Everything printed so far is in the pipe, followed by the mark that the server waits for."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):
            pass
    write_all(("\0%s:%s\n" % (TOKEN, request_id)).encode())


class RequestIdFilter(logging.Filter):
    request_id = ""

    def filter(self, record):
        record.aws_request_id = RequestIdFilter.request_id
        return True


def set_up_logging():
    formatter = logging.Formatter(
        "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S"
    )
    formatter.converter = time.gmtime
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(formatter)
    handler.addFilter(RequestIdFilter())
    logging.getLogger().addHandler(handler)


# ---- Errors ---------------------------------------------------------------------------------------------------------


def frames_of(error):
    """The function's own frames: neither ours nor those of the import machinery that led to them."""
    frames = traceback.extract_tb(error.__traceback__)
    while frames and (
        frames[0].filename == OWN_FILE
        or frames[0].filename.startswith("<frozen importlib")
        or frames[0].filename == importlib.__file__
    ):
        frames = frames[1:]
    return traceback.format_list(frames)


def describe(error, request_id):
    """What Invoke returns for an error, and what the log says."""
    if isinstance(error, RuntimeFailure):
        kind, message, frames = error.kind, str(error), error.frames
    else:
        kind, message, frames = type(error).__name__, str(error), frames_of(error)
    text = "[ERROR] %s: %s" % (kind, message)
    if frames:
        text += "\nTraceback (most recent call last):\n" + "".join(frames).rstrip("\n")
    write_text(text + "\n")
    return to_json({"errorMessage": message, "errorType": kind, "requestId": request_id, "stackTrace": frames})


def write_text(text):
    try:
        sys.stdout.flush()
    except (AttributeError, OSError, ValueError):
        pass
    write_all(text.encode("utf-8", "replace"))


def to_json(value):
    return json.dumps(value, default=plain, ensure_ascii=False).encode("utf-8", "surrogatepass")


def plain(value):
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


# ---- Handler --------------------------------------------------------------------------------------------------------


def load_handler(name):
    try:
        module_name, function_name = name.rsplit(".", 1)
    except ValueError as error:
        raise RuntimeFailure("MalformedHandlerName", "Bad handler '%s': %s" % (name, error)) from None
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise RuntimeFailure(
            "ImportModuleError", "Unable to import module '%s': %s" % (module_name, error), frames_of(error)
        ) from None
    except SyntaxError as error:
        frame = '  File "%s" Line %s\n    %s\n' % (error.filename, error.lineno, (error.text or "").strip())
        raise RuntimeFailure(
            "UserCodeSyntaxError", "Syntax error in module '%s': %s" % (module_name, error), [frame]
        ) from None
    handler = getattr(module, function_name, None)
    if handler is None:
        raise RuntimeFailure("HandlerNotFound", "Handler '%s' missing on module '%s'" % (function_name, module_name))
    return handler


class CognitoIdentity:
    def __init__(self, values):
        self.cognito_identity_id = values.get("cognitoIdentityId")
        self.cognito_identity_pool_id = values.get("cognitoIdentityPoolId")


class Client:
    def __init__(self, values):
        for name in ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name"):
            setattr(self, name, values.get(name))


class ClientContext:
    def __init__(self, values):
        self.client = Client(values["client"]) if isinstance(values.get("client"), dict) else None
        self.custom = values.get("custom")
        self.env = values.get("env")


class LambdaContext:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    def __init__(self, headers):
        environment = os.environ
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = environment.get("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = environment.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit_in_mb = environment.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.log_group_name = environment.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = environment.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.identity = CognitoIdentity(json.loads(headers.get("Lambda-Runtime-Cognito-Identity") or "{}"))
        client_context = headers.get("Lambda-Runtime-Client-Context")
        self.client_context = ClientContext(json.loads(client_context)) if client_context else None
        self._deadline_ms = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_ms - int(time.time() * 1000))

    def log(self, message):
        write_text(str(message))


def invoke(handler, api, headers, body):
    request_id = RequestIdFilter.request_id = headers["Lambda-Runtime-Aws-Request-Id"]
    try:
        try:
            event = json.loads(body)
        except ValueError as error:
            raise RuntimeFailure("UnmarshalError", "Unable to unmarshal input: %s" % error) from None
        result = handler(event, LambdaContext(headers))
        try:
            answer = to_json(result)
        except (TypeError, ValueError, RecursionError) as error:
            raise RuntimeFailure("MarshalError", "Unable to marshal response: %s" % error) from None
    except Exception as error:
        answer = describe(error, request_id)
        flush(request_id)
        api.post("invocation/%s/error" % request_id, answer)
    else:
        flush(request_id)
        api.post("invocation/%s/response" % request_id, answer)


def main():
    # A function that is killed at its deadline has printed what it printed.
    sys.stdout.reconfigure(line_buffering=True)
    sys.path[0] = TASK_ROOT
    set_up_logging()
    api = RuntimeApi()
    try:
        handler = load_handler(os.environ["_HANDLER"])
    except Exception as error:
        answer = describe(error, "")
        if "'boto3'" in str(error) or "'botocore'" in str(error):
            write_text("AWS Lambda brings boto3 along; here it is installed beside Python or put into the package\n")
        api.post("init/error", answer)
        sys.exit(1)
    while True:
        headers, body = api.next()
        invoke(handler, api, headers, body)


if __name__ == "__main__":
    main()
