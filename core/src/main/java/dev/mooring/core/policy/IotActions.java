package dev.mooring.core.policy;

import java.util.List;

/**
 * The actions that IoT policies decide about.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-policy-actions.html">AWS: policy actions</a>
 */
public final class IotActions {
    public static final String CONNECT = "iot:Connect";
    public static final String PUBLISH = "iot:Publish";
    public static final String RETAIN_PUBLISH = "iot:RetainPublish";
    public static final String SUBSCRIBE = "iot:Subscribe";
    public static final String RECEIVE = "iot:Receive";
    public static final String GET_RETAINED_MESSAGE = "iot:GetRetainedMessage";
    public static final String LIST_RETAINED_MESSAGES = "iot:ListRetainedMessages";
    public static final String DELETE_CONNECTION = "iot:DeleteConnection";
    public static final String GET_CONNECTION = "iot:GetConnection";
    public static final String LIST_SUBSCRIPTIONS = "iot:ListSubscriptions";
    public static final String SEND_DIRECT_MESSAGE = "iot:SendDirectMessage";
    public static final String GET_THING_SHADOW = "iot:GetThingShadow";
    public static final String UPDATE_THING_SHADOW = "iot:UpdateThingShadow";
    public static final String DELETE_THING_SHADOW = "iot:DeleteThingShadow";
    public static final String LIST_NAMED_SHADOWS_FOR_THING = "iot:ListNamedShadowsForThing";
    public static final String ASSUME_ROLE_WITH_CERTIFICATE = "iot:AssumeRoleWithCertificate";

    /** The actions whose statements a compiled policy finds without a search: those asked all the time. */
    static final List<String> INDEXED = List.of(
            CONNECT,
            PUBLISH,
            RETAIN_PUBLISH,
            SUBSCRIBE,
            RECEIVE,
            GET_THING_SHADOW,
            UPDATE_THING_SHADOW,
            DELETE_THING_SHADOW);

    private IotActions() {}
}
