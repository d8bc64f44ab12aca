import json
import os
import pathlib


def handler(event, context):
    print("seen", json.dumps(event))
    if event.get("fail"):
        raise ValueError("told to")
    if event.get("hold") and not pathlib.Path(event["hold"]).exists():
        pathlib.Path(event["started"]).touch()
        while True:
            pass
    if event.get("write"):
        pathlib.Path(event["write"]).write_text(json.dumps(event["room"]))
    if event.get("call"):
        import boto3

        queue = boto3.client("sqs").get_queue_url(QueueName=event["call"])["QueueUrl"]
        boto3.client("sqs").send_message(QueueUrl=queue, MessageBody="called back")
    return {"version": context.function_version, "room": event.get("room")}
