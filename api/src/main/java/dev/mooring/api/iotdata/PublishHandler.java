package dev.mooring.api.iotdata;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.api.Caller;
import dev.mooring.api.DeviceAuthorizer;
import dev.mooring.api.sdk.SdkPojos;
import dev.mooring.broker.Authority;
import dev.mooring.broker.Publisher;
import dev.mooring.core.arn.Arns;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.Origin;
import dev.mooring.core.policy.IotActions;
import dev.mooring.core.reason.Reason;
import dev.mooring.core.topic.BasicIngest;
import dev.mooring.core.topic.InvalidTopicException;
import dev.mooring.core.topic.TopicLimits;
import dev.mooring.core.topic.TopicName;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iotdataplane.model.PublishRequest;

/**
 * Publish over HTTP.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/http.html">AWS: HTTPS</a>
 */
final class PublishHandler {
    /** AWS IoT Core quota: maximum message size. */
    static final int MAX_PAYLOAD_BYTES = 128 * 1024;

    private final Publisher publisher;
    private final DeviceAuthorizer devices;
    private final TopicLimits topicLimits;

    PublishHandler(Publisher publisher, DeviceAuthorizer devices, TopicLimits topicLimits) {
        this.publisher = publisher;
        this.devices = devices;
        this.topicLimits = topicLimits;
    }

    Map<String, Object> publish(Map<String, Object> input, CallContext context) {
        PublishRequest.Builder builder = PublishRequest.builder();
        SdkPojos.fill(builder, input);
        PublishRequest request = builder.build();
        TopicName topic = topic(request.topic());
        boolean retain = Boolean.TRUE.equals(request.retain());
        Message message = new Message(
                context.tenant(),
                topic.text(),
                payload(request),
                qos(request),
                retain,
                PublishProperties.of(request, topicLimits),
                origin(context),
                context.now().toEpochMilli());
        // Last: who may not publish learns no more than that, but neither does a malformed request reach the policies.
        if (context.caller() instanceof Caller.Device device) {
            String resource = new Arns(context.tenant()).topic(topic.text());
            authorize(device, IotActions.PUBLISH, resource, context);
            if (retain) {
                authorize(device, IotActions.RETAIN_PUBLISH, resource, context);
            }
        }
        publisher.publish(message);
        return Map.of("message", "OK", "traceId", context.requestId());
    }

    private TopicName topic(String text) {
        if (text.startsWith("$") && BasicIngest.of(text).isEmpty()) {
            throw invalid(
                    "Over HTTP a topic that begins with $ is for Basic Ingest only ($aws/rules/…), not '" + text + "'");
        }
        try {
            return TopicName.parse(text, topicLimits);
        } catch (InvalidTopicException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    static byte[] payload(PublishRequest request) {
        byte[] payload =
                request.payload() == null ? new byte[0] : request.payload().asByteArrayUnsafe();
        if (payload.length > MAX_PAYLOAD_BYTES) {
            throw new ApiException(
                    "RequestEntityTooLargeException",
                    "The payload has " + payload.length + " bytes; the limit is " + MAX_PAYLOAD_BYTES);
        }
        return payload;
    }

    private static int qos(PublishRequest request) {
        int qos = Optional.ofNullable(request.qos()).orElse(0);
        if (qos != 0 && qos != 1) {
            throw invalid("qos must be 0 or 1, not " + qos);
        }
        return qos;
    }

    /** HTTP knows neither client id nor trace id. */
    private static Origin origin(CallContext context) {
        return new Origin(
                Origin.Protocol.HTTP,
                Optional.empty(),
                context.caller().principalId(),
                Optional.of(context.sourceIp()),
                Optional.empty(),
                0);
    }

    private void authorize(Caller.Device device, String action, String resource, CallContext context) {
        Authority.Verdict verdict = devices.authorize(device, action, resource, context.sourceIp());
        if (!verdict.isAllowed()) {
            Reason reason =
                    new Reason.NotAuthorized(device.arn(), verdict.action(), verdict.resource(), verdict.decision());
            throw new ApiException("ForbiddenException", reason.text(), Map.of("traceId", context.requestId()));
        }
    }

    static ApiException invalid(String message) {
        return new ApiException("InvalidRequestException", message);
    }
}
