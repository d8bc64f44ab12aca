// AWS IoT SDK
const awsIot = require('aws-iot-device-sdk')

// AWS IoT Core 認証情報
const device = awsIot.device({
        region: 'us-east-1',
        clientId: 'vIoT-study',
        keyPath: 'certs/private.pem.key',
        certPath: 'certs/certificate.pem.crt',
        caPath: 'certs/Amazon-root-CA-1.pem',
        host: process.env.MOORING_ENDPOINT,
        port: process.env.MOORING_MQTTS_PORT,
});

// 接続
device.on('connect', function() {
        console.log('connect');
        setInterval( function() {
                device.publish('study_topic1', JSON.stringify({ value: 'hogehoge' }));
        }, 5000);
});
