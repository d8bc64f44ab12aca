// A custom authorizer for the tests: the password (or the header or query x-password) is the verdict.
exports.handler = async event => {
    console.log(JSON.stringify(event));
    const { mqtt, http } = event.protocolData;
    const fromMqtt = mqtt && mqtt.password && Buffer.from(mqtt.password, 'base64').toString();
    const fromHttp = http && (http.headers['x-password'] || new URLSearchParams(http.queryString).get('x-password'));
    const password = event.token || fromMqtt || fromHttp;
    const policy = (action, resource) => ({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: action, Resource: `arn:aws:iot:us-east-1:000000000000:${resource}` }],
    });
    if (password === 'crash') throw new Error('on purpose');
    if (password === 'slow') await new Promise(resolve => setTimeout(resolve, 20000));
    if (password === 'odd') return { isAuthenticated: true, principalId: 'not-alphanumeric' };
    return {
        isAuthenticated: password === 'open sesame',
        principalId: 'guest42',
        disconnectAfterInSeconds: 86400,
        refreshAfterInSeconds: 300,
        policyDocuments: [
            policy('iot:Connect', 'client/${iot:ClientId}'),
            policy(['iot:Publish', 'iot:Receive'], 'topic/guests/*'),
            policy('iot:Subscribe', 'topicfilter/guests/*'),
        ],
    };
};
