// MQTT.js over WebSocket: websocket.js URL ACCESS_KEY SECRET_KEY REGION CLIENT_ID PROTOCOL_VERSION TOPIC [TOKEN]
// Signs the URL as the device SDKs do, publishes to itself, and prints one line an event.
const crypto = require('crypto');
const mqtt = require('mqtt');
const [base, accessKey, secretKey, region, clientId, version, topic] = process.argv.slice(2);

const hmac = (key, text) => crypto.createHmac('sha256', key).update(text).digest();
const hash = text => crypto.createHash('sha256').update(text).digest('hex');

function sign(url) {
    const { host } = new URL(url);
    const time = new Date().toISOString().replace(/[:-]|\.\d{3}/g, '');
    const scope = `${time.slice(0, 8)}/${region}/iotdevicegateway/aws4_request`;
    const query = [
        'X-Amz-Algorithm=AWS4-HMAC-SHA256',
        `X-Amz-Credential=${encodeURIComponent(`${accessKey}/${scope}`)}`,
        `X-Amz-Date=${time}`,
        'X-Amz-SignedHeaders=host',
    ].join('&');
    const request = `GET\n/mqtt\n${query}\nhost:${host}\n\nhost\n${hash('')}`;
    const toSign = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash(request)}`;
    const key = [time.slice(0, 8), region, 'iotdevicegateway', 'aws4_request'].reduce(hmac, `AWS4${secretKey}`);
    return `${url}/mqtt?${query}&X-Amz-Signature=${hmac(key, toSign).toString('hex')}`;
}

const client = mqtt.connect(sign(base), { clientId, protocolVersion: Number(version), reconnectPeriod: 0 });
client.on('connect', () => {
    console.log('connect');
    client.subscribe(topic, { qos: 1 }, (error, granted) => {
        console.log('granted', JSON.stringify(granted || error.message));
        client.publish(topic, `from ${clientId}`, { qos: 1 }, e => console.log('published', e ? e.message : 'ok'));
    });
});
client.on('message', (from, payload) => console.log('message', from, payload.toString()));
client.on('error', error => console.log('error', error.message));
client.on('close', () => console.log('close'));
