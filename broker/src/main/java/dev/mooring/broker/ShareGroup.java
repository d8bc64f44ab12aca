package dev.mooring.broker;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The members of one shared subscription that matches a topic: each message goes to one of them [MQTT-4.8.2-4].
 *
 * @param share {@code $share/{ShareName}/{filter}}
 * @param members at least one
 */
record ShareGroup(String share, Target[] members) {
    /** Any connected member; when there is none, any: its session keeps the message. */
    Target choose() {
        int start = ThreadLocalRandom.current().nextInt(members.length);
        for (int i = 0; i < members.length; i++) {
            Target member = members[(start + i) % members.length];
            if (member.client().isOnline()) {
                return member;
            }
        }
        return members[start];
    }

    /**
     * Who takes over what a member has not completed: another one that is connected, or any other once the member's
     * session has ended.
     */
    Optional<Target> successor(Client of) {
        int start = ThreadLocalRandom.current().nextInt(members.length);
        Optional<Target> offline = Optional.empty();
        for (int i = 0; i < members.length; i++) {
            Target member = members[(start + i) % members.length];
            if (member.client() == of || member.client().hasEnded()) {
                continue;
            }
            if (member.client().isOnline()) {
                return Optional.of(member);
            }
            offline = Optional.of(member);
        }
        return of.hasEnded() ? offline : Optional.empty();
    }
}
