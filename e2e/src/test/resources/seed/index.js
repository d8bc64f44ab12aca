// modules
const request = require('request');

// function
exports.handler = function(event, context) {
    let message = event.message;
    let options = {
        url: process.env['hungoutChat'],
        method: 'POST',
        headers: 'Content-Type : application/json',
        json: {
           "text": message
        }
    };
    console.log(message);

    request(options, function(error, response, body){
        console.log(body);
    });
};
