import { FILES, type Target } from './target';

export const nodePackage = `${JSON.stringify(
  { name: 'device', private: true, dependencies: { 'aws-iot-device-sdk': '2.2.16' } },
  null,
  2,
)}\n`;

export function nodeProgram({ thing, host, port, topic }: Target): string {
  return `// npm install && node device.js
const awsIot = require('aws-iot-device-sdk');
const path = require('path');

const file = name => path.join(__dirname, '..', name);
const topic = ${JSON.stringify(topic)};
const device = awsIot.device({
  clientId: ${JSON.stringify(thing)},
  host: ${JSON.stringify(host)},
  port: ${port},
  certPath: file('${FILES.certificate}'),
  keyPath: file('${FILES.key}'),
  caPath: file('${FILES.rootCa}'),
});

let publishing;
device.on('connect', () => {
  console.log('connected');
  device.subscribe(topic);
  clearInterval(publishing);
  publishing = setInterval(() => {
    device.publish(topic, JSON.stringify({ temperature: 20 + 10 * Math.random(), time: new Date().toISOString() }), { qos: 1 });
  }, 5000);
});
device.on('message', (from, payload) => console.log(from, payload.toString()));
device.on('close', () => console.log('not connected'));
device.on('error', error => console.error('error:', error.message));
`;
}
