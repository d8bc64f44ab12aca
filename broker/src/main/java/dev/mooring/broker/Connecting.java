package dev.mooring.broker;

import dev.mooring.broker.event.ClientEvent;
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

    /** At the rate of the account and the client id; until then the connection goes on being judged. */
    private void claimInTurn(Connected connected, long epoch) {
        Connection connection = connected.connection();
        ClientRegistry registry = broker.registry(connected.principal().tenant());
        Optional<AccountRates> rates = connection.peer().isMetered() ? registry.space().rates : Optional.empty();
        if (rates.isEmpty()) {
            registry.claim(connected, epoch);
            return;
        }
        long now = broker.nowMillis();
        AccountRates.Turn turn = rates.get().connect(connection.clientId(), now);
        if (turn.tooLong()) {
            connection.refuse(ReasonCode.QUOTA_EXCEEDED, turn.reason(), Optional.of(connected.principal()));
        } else if (turn.waitMillis() == 0) {
            registry.claim(connected, epoch);
        } else {
            broker.record(connection.event(ClientEvent.Kind.DELAYED, turn.reason()));
            connection.loop().schedule(new Claim(registry, connected, epoch), now + turn.waitMillis());
        }
    }

    /** A CONNECT whose turn comes later. */
    private static final class Claim extends Timer {
        private final ClientRegistry registry;
        private final Connected connected;
        private final long epoch;

        Claim(ClientRegistry registry, Connected connected, long epoch) {
            this.registry = registry;
            this.connected = connected;
            this.epoch = epoch;
        }

        @Override
        void expired(long nowMillis) {
            registry.claim(connected, epoch);
        }
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
                claimInTurn(connected, epoch);
            }
            case Admission.Outcome.Unidentified unknown ->
                connection.refuse(ReasonCode.NOT_AUTHORIZED, unknown.reason(), Optional.empty());
            case Admission.Outcome.Failed failed ->
                connection.refuse(ReasonCode.SERVER_UNAVAILABLE, failed.reason(), Optional.empty());
            case Admission.Outcome.NotAuthorized denied -> {
                broker.presence().connectFailed(connection, denied.principal());
                connection.refuse(ReasonCode.NOT_AUTHORIZED, denied.reason(), Optional.of(denied.principal()));
            }
        }
    }
}
