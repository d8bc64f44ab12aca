package dev.mooring.broker;

import dev.mooring.broker.packet.Connect;
import dev.mooring.core.reason.ReasonCode;
import java.util.Optional;
import java.util.UUID;

/** What a CONNECT goes through: check, judge (on a thread that may block), claim the client id. Stateless. */
final class Connecting {
    private final Broker broker;
    private final Admission admission;

    Connecting(Broker broker, Admission admission) {
        this.broker = broker;
        this.admission = admission;
    }

    void start(Connection connection, Connect connect) {
        switch (ConnectCheck.check(connect, broker.settings(), () -> "$GEN/" + UUID.randomUUID())) {
            case ConnectCheck.Outcome.Refused refused ->
                connection.refuseUnknown(refused.reasonCode(), connect.clientId(), refused.reason());
            case ConnectCheck.Outcome.Accepted accepted -> {
                connection.judging(accepted.clientId());
                judge(connection, connect);
            }
        }
    }

    void judge(Connection connection, Connect connect) {
        long epoch = broker.revocations();
        broker.blocking().execute(() -> {
            Admission.Outcome outcome = admission.judge(connection.peer(), connect, connection.clientId());
            connection.loop().execute(() -> judged(connection, connect, outcome, epoch));
        });
    }

    private void judged(Connection connection, Connect connect, Admission.Outcome outcome, long epoch) {
        if (!connection.isJudging()) {
            return;
        }
        switch (outcome) {
            case Admission.Outcome.Admitted admitted -> {
                Connected connected =
                        new Connected(connection, broker, connect, admitted.principal(), admitted.authority());
                connection.admitted(connected);
                broker.registry(admitted.principal().tenant()).claim(connected, epoch);
            }
            case Admission.Outcome.Unidentified unknown ->
                connection.refuse(ReasonCode.NOT_AUTHORIZED, unknown.reason(), Optional.empty());
            case Admission.Outcome.Failed failed ->
                connection.refuse(ReasonCode.SERVER_UNAVAILABLE, failed.reason(), Optional.empty());
            case Admission.Outcome.NotAuthorized denied -> {
                broker.connectFailed(connection, denied.principal());
                connection.refuse(ReasonCode.NOT_AUTHORIZED, denied.reason(), Optional.of(denied.principal()));
            }
        }
    }
}
