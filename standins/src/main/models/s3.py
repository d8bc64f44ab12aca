#!/usr/bin/env python3
"""Writes the model of S3, which the artifact does not have: s3.py NEW-service-2.json[.gz] > s3.json

From AWS's published model (Apache-2.0; in botocore and in aws/api-models-aws): every operation with its route, so that
what is not built is refused by name, and the shapes of those that are built. Routes say what the model leaves to the
client: an operation that needs an upload's id is told by it, and a copy by its header.
"""
import gzip
import json
import sys

BUILT = """CreateBucket HeadBucket ListBuckets DeleteBucket PutObject GetObject HeadObject DeleteObject DeleteObjects
CopyObject ListObjects ListObjectsV2 CreateMultipartUpload UploadPart CompleteMultipartUpload AbortMultipartUpload ListParts
ListMultipartUploads""".split()
BY_UPLOAD = "UploadPart UploadPartCopy CompleteMultipartUpload AbortMultipartUpload ListParts".split()
# Older forms at the same route, and S3 Express.
LEFT_OUT = """GetBucketLifecycle GetBucketNotification PutBucketLifecycle PutBucketNotification ListDirectoryBuckets
CreateSession""".split()


def strip(node):
    if isinstance(node, dict):
        return {k: strip(v) for k, v in node.items() if not (k == "documentation" and isinstance(v, str))}
    return [strip(v) for v in node] if isinstance(node, list) else node


path = sys.argv[1]
with gzip.open(path) if path.endswith(".gz") else open(path) as file:
    model = strip(json.load(file))

operations, wanted = {}, []
for name, operation in model["operations"].items():
    if name in LEFT_OUT:
        continue
    http = {k: operation["http"][k] for k in ("method", "requestUri", "responseCode") if k in operation["http"]}
    flags = (["uploadId"] if name in BY_UPLOAD else []) + (["x-amz-copy-source"] if "Copy" in name else [])
    if flags:
        http["requestUri"] += "?" + "&".join(flags)
    operations[name] = {"name": name, "http": http}
    if name in BUILT:
        for side in ("input", "output"):
            if side in operation:
                operations[name][side] = {"shape": operation[side]["shape"]}
                wanted.append(operation[side]["shape"])
        operations[name]["errors"] = [{"shape": e["shape"]} for e in operation.get("errors", [])]
        wanted += [e["shape"] for e in operation.get("errors", [])]

shapes = {}
while wanted:
    name = wanted.pop()
    if name in shapes:
        continue
    shape = shapes[name] = model["shapes"][name]
    parts = list(shape.get("members", {}).values()) + [shape[k] for k in ("member", "key", "value") if k in shape]
    wanted += [part["shape"] for part in parts]

json.dump({"metadata": {"serviceFullName": model["metadata"]["serviceFullName"],
                        "xmlNamespace": "http://s3.amazonaws.com/doc/2006-03-01/"},
           "operations": operations, "shapes": shapes}, sys.stdout, indent=1, sort_keys=True)
print()
