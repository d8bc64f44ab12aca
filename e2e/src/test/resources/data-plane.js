// One call of the newest data plane by the AWS SDK for JavaScript: data-plane.js COMMAND INPUT-AS-JSON
// Prints the answer as JSON, or the error's name, status and message. The endpoint and key come from the environment.
const sdk = require('@aws-sdk/client-iot-data-plane');
const [command, input] = process.argv.slice(2);
const client = new sdk.IoTDataPlaneClient({ endpoint: process.env.AWS_ENDPOINT_URL, maxAttempts: 1 });
client.send(new sdk[`${command}Command`](JSON.parse(input))).then(
    ({ $metadata, ...answer }) => console.log(JSON.stringify(answer, (key, value) =>
        value instanceof Uint8Array ? Buffer.from(value).toString() : value)),
    error => {
        console.log(error.name, error.$metadata && error.$metadata.httpStatusCode, error.message);
        process.exitCode = 1;
    });
