import { FILES, type Target } from './target';

export const pythonRequirements = 'awsiotsdk>=1.21\n';

export function pythonProgram({ thing, host, port, topic }: Target): string {
  return `# pip install -r requirements.txt && python3 device.py
import json
import pathlib
import random
import time

from awscrt import mqtt
from awsiot import mqtt_connection_builder

FILES = pathlib.Path(__file__).resolve().parent.parent
TOPIC = ${JSON.stringify(topic)}

connection = mqtt_connection_builder.mtls_from_path(
    endpoint=${JSON.stringify(host)},
    port=${port},
    cert_filepath=str(FILES / "${FILES.certificate}"),
    pri_key_filepath=str(FILES / "${FILES.key}"),
    ca_filepath=str(FILES / "${FILES.rootCa}"),
    client_id=${JSON.stringify(thing)},
    clean_session=True,
    keep_alive_secs=30,
)
connection.connect().result()
print("connected")
subscribed, _ = connection.subscribe(
    topic=TOPIC,
    qos=mqtt.QoS.AT_LEAST_ONCE,
    callback=lambda topic, payload, **_: print(topic, payload.decode()),
)
subscribed.result()
while True:
    message = {"temperature": 20 + 10 * random.random(), "time": time.time()}
    connection.publish(topic=TOPIC, payload=json.dumps(message), qos=mqtt.QoS.AT_LEAST_ONCE)
    time.sleep(5)
`;
}
