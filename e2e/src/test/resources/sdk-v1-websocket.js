// The device SDK (version 1) in websocket mode: sdk-v1-websocket.js HOST PORT REGION CLIENT_ID TOPIC [SESSION_TOKEN]
// The key comes from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, as that SDK wants it.
const awsIot = require('aws-iot-device-sdk');
const [host, port, region, clientId, topic] = process.argv.slice(2);

const device = awsIot.device({ protocol: 'wss', host, port, region, clientId });
device.on('connect', () => {
    console.log('connect');
    device.subscribe(topic, { qos: 1 }, () => device.publish(topic, `from ${clientId}`, { qos: 1 }));
});
device.on('message', (from, payload) => console.log('message', from, payload.toString()));
device.on('error', error => console.log('error', error.message));
device.on('close', () => console.log('close'));
