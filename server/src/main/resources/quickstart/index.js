// The Lambda of the story: posts the message it is given to a chat webhook.
const http = require('http');

exports.handler = function (event, context, callback) {
    const body = JSON.stringify({ text: event.message });
    const request = http.request(process.env.hungoutChat, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
    }, response => {
        response.resume();
        response.on('end', () => callback(null, { posted: event.message, status: response.statusCode }));
    });
    request.on('error', callback);
    request.end(body);
    console.log('telling the chat:', event.message);
};
