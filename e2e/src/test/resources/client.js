// A device for the tests: client.js HOST PORT CLIENT_ID CA CERTIFICATE KEY OPERATION TOPIC
// Prints one line an event; stays until it is killed.
const awsIot = require('aws-iot-device-sdk');
const [host, port, clientId, caPath, certPath, keyPath, operation, topic] = process.argv.slice(2);

const device = awsIot.device({ host, port, clientId, caPath, certPath, keyPath });
device.on('connect', () => {
    console.log('connect');
    if (operation === 'publish') {
        device.publish(topic, JSON.stringify({ from: clientId }), { qos: 1 },
            error => console.log('published', error ? error.message : 'ok'));
    } else if (operation === 'subscribe') {
        device.subscribe(topic, { qos: 1 },
            (error, granted) => console.log('granted', JSON.stringify(granted || error.message)));
    }
});
device.on('close', () => console.log('close'));
device.on('error', error => console.log('error', error.message));
device.on('message', (from, payload) => console.log('message', from, payload.toString()));
