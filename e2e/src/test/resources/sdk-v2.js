// The device SDK (version 2): sdk-v2.js HOW HOST PORT CA REGION CLIENT_ID TOPIC [CERTIFICATE KEY]
// HOW is mtls or websocket for MQTT 3.1.1, mtls5 or websocket5 for MQTT 5. Publishes to itself, prints one line an event.
const { iot, mqtt, mqtt5, auth } = require('aws-iot-device-sdk-v2');
const [how, host, port, ca, region, clientId, topic, certificate, key] = process.argv.slice(2);
const payload = `from ${clientId}`;
const credentials = () => auth.AwsCredentialsProvider.newStatic(
    process.env.AWS_ACCESS_KEY_ID, process.env.AWS_SECRET_ACCESS_KEY);
const text = bytes => Buffer.from(bytes).toString();

async function mqtt311() {
    const builder = how === 'mtls'
        ? iot.AwsIotMqttConnectionConfigBuilder.new_mtls_builder_from_path(certificate, key)
        : iot.AwsIotMqttConnectionConfigBuilder.new_with_websockets(
            { region, credentials_provider: credentials() });
    builder.with_certificate_authority_from_path(undefined, ca);
    builder.with_client_id(clientId).with_endpoint(host).with_port(Number(port)).with_clean_session(true);
    const connection = new mqtt.MqttClient().new_connection(builder.build());
    connection.on('error', error => console.log('error', error.toString()));
    await connection.connect();
    console.log('connect');
    await connection.subscribe(topic, mqtt.QoS.AtLeastOnce, (from, bytes) => console.log('message', from, text(bytes)));
    await connection.publish(topic, payload, mqtt.QoS.AtLeastOnce);
    console.log('published');
}

function start5() {
    const builder = how === 'mtls5'
        ? iot.AwsIotMqtt5ClientConfigBuilder.newDirectMqttBuilderWithMtlsFromPath(host, certificate, key)
        : iot.AwsIotMqtt5ClientConfigBuilder.newWebsocketMqttBuilderWithSigv4Auth(
            host, { region, credentialsProvider: credentials() });
    builder.withCertificateAuthorityFromPath(undefined, ca).withPort(Number(port));
    builder.withConnectProperties({ clientId, keepAliveIntervalSeconds: 60 });
    const client = new mqtt5.Mqtt5Client(builder.build());
    client.on('connectionFailure', event => console.log('error', event.error.toString()));
    client.on('messageReceived', ({ message }) => console.log('message', message.topicName, text(message.payload)));
    client.on('connectionSuccess', async () => {
        console.log('connect');
        await client.subscribe({ subscriptions: [{ topicFilter: topic, qos: mqtt5.QoS.AtLeastOnce }] });
        await client.publish({ topicName: topic, payload, qos: mqtt5.QoS.AtLeastOnce });
        console.log('published');
    });
    client.start();
}

(how.endsWith('5') ? Promise.resolve().then(start5) : mqtt311()).catch(error => console.log('error', error.toString()));
setInterval(() => {}, 1000);
