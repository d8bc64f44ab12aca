import type { ZipEntry } from '../../lib/zip';
import { javaProgram, javaProject } from './samples/java';
import { mosquittoPublishScript, mosquittoSubscribeScript } from './samples/mosquitto';
import { nodePackage, nodeProgram } from './samples/node';
import { pythonProgram, pythonRequirements } from './samples/python';
import { FILES, type Target } from './samples/target';

/** Everything one device needs, and programs that use it as it lies there. */
export function connectionKit(target: Target, credentials: { certificate: string; key: string; rootCa: string }): ZipEntry[] {
  return [
    { name: 'README.md', content: readme(target) },
    { name: FILES.certificate, content: credentials.certificate },
    { name: FILES.key, content: credentials.key },
    { name: FILES.rootCa, content: credentials.rootCa },
    { name: 'node/package.json', content: nodePackage },
    { name: 'node/device.js', content: nodeProgram(target) },
    { name: 'python/requirements.txt', content: pythonRequirements },
    { name: 'python/device.py', content: pythonProgram(target) },
    { name: 'java/pom.xml', content: javaProject },
    { name: 'java/src/main/java/Device.java', content: javaProgram(target) },
    { name: 'mosquitto/publish.sh', content: mosquittoPublishScript(target), executable: true },
    { name: 'mosquitto/subscribe.sh', content: mosquittoSubscribeScript(target), executable: true },
  ];
}

function readme({ thing, host, port, topic }: Target): string {
  return `# ${thing}

This connects the thing \`${thing}\` to ${host}:${port} (MQTT over TLS, both sides with certificates).
Each program subscribes to \`${topic}\` and publishes to it every five seconds.

| | |
|---|---|
| Node.js | \`cd node && npm install && node device.js\` |
| Python | \`cd python && pip install -r requirements.txt && python3 device.py\` |
| Java | \`cd java && mvn -q compile exec:java\` |
| mosquitto | \`mosquitto/publish.sh\`, or \`mosquitto/subscribe.sh\`: one at a time, for they use the same client ID |

Keep \`${FILES.key}\` secret: whoever has it is this thing. It is stored nowhere else.
On another machine than the server's, start the server with \`--hostname\` and \`--bind\`, and put that name in place of \`${host}\`.
`;
}
