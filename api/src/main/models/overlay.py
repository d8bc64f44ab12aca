#!/usr/bin/env python3
"""Writes an overlay: what a newer service model has that an older one has not, or has otherwise.

    overlay.py OLD-model.json NEW-service-2.json > overlay.json

Both are AWS's published service models (Apache-2.0); the newer ones are in botocore and in aws/api-models-aws.
Documentation is left out, and so are differences that do not reach the wire (the order of errors, hints for clients).
"""
import gzip
import json
import sys


def load(path):
    with gzip.open(path) if path.endswith(".gz") else open(path) as file:
        return strip(json.load(file))


def strip(node):
    if isinstance(node, dict):
        return {k: strip(v) for k, v in node.items() if not (k == "documentation" and isinstance(v, str))}
    return [strip(v) for v in node] if isinstance(node, list) else node


def wire(operation):
    return [operation["http"], operation.get("input"), operation.get("output"),
            sorted(error["shape"] for error in operation.get("errors", []))]


old, new = load(sys.argv[1]), load(sys.argv[2])
operations = {n: {k: o[k] for k in ("name", "http", "input", "output", "errors") if k in o}
              for n, o in new["operations"].items()
              if n not in old["operations"] or wire(o) != wire(old["operations"][n])}
shapes = {n: s for n, s in new["shapes"].items() if old["shapes"].get(n) != s}
json.dump({"operations": operations, "shapes": shapes}, sys.stdout, indent=1, sort_keys=True)
print()
