package dev.mooring.standins.iotevents;

import dev.mooring.core.Tenant;
import dev.mooring.standins.Alarms;
import dev.mooring.standins.Json;
import dev.mooring.standins.Sequence;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.StoreException;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetLogEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Gives messages and elapsed timers to detectors. The state of a detector and the calls that its actions came to are written
 * together; the calls are made after that, and once more when a crash hides whether they were made.
 *
 * <p>Owner of the detectors' state: the store. Guarded by this: which timers are armed.
 */
final class Detectors implements AutoCloseable {
    static final String OUTGOING_LOG = "iotevents/outgoing";
    private static final Logger LOG = LoggerFactory.getLogger(Detectors.class);
    private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9\\-_:]{1,128}");
    private static final int MAX_MODELS_READ = 1_000;

    private final StandInPorts ports;
    private final Alarms alarms;
    private final Calls calls;
    private final Sequence sequence;
    private final Map<ModelKey, DetectorModel> models = new ConcurrentHashMap<>();
    private final Map<DetectorKey, Map<String, Armed>> armed = new HashMap<>();
    private boolean closed;

    private record ModelKey(Tenant tenant, String name, int version, long updatedAt) {}

    private record DetectorKey(Tenant tenant, String name) {}

    private record Armed(long at, Future<?> alarm) {}

    /** What is left to do when an evaluation is in the store. */
    private record Written(Detector detector, List<Pending> outgoing) {}

    record Pending(long position, Outgoing call) {}

    Detectors(StandInPorts ports, Alarms alarms, Calls calls) {
        this.ports = ports;
        this.alarms = alarms;
        this.calls = calls;
        this.sequence = new Sequence(ports.clock());
    }

    private DetectorModel model(Tenant tenant, ModelResource resource) {
        if (models.size() > MAX_MODELS_READ) {
            models.clear();
        }
        return models.computeIfAbsent(
                new ModelKey(tenant, resource.name(), resource.version(), resource.updatedAt()),
                key -> ModelReader.read(resource.sdkDefinition()));
    }

    /** Models whose expressions name the input. */
    List<ModelResource> readers(Tenant tenant, String input) {
        List<ModelResource> found = new ArrayList<>();
        ports.store().read(tables -> tables.targetResources(tenant).all(ModelResource.KIND, "")).stream()
                .map(ModelResource::of)
                .filter(each -> model(tenant, each).inputs().contains(input))
                .forEach(found::add);
        return found;
    }

    /** Gives a message of an input to every detector that it is for. Each of them takes it by itself. */
    void put(Tenant tenant, Trigger.Message message) {
        for (ModelResource resource : readers(tenant, message.input())) {
            Optional<String> key = key(resource, message.payload());
            if (key.isEmpty()) {
                LOG.info(
                        "Detector model {} ignores message {}: it has no usable value at its key '{}'",
                        resource.name(),
                        message.messageId(),
                        resource.key());
                continue;
            }
            evaluate(tenant, resource.name(), key.get(), message);
        }
    }

    /** Empty when the message has none; the empty text when the model has no key. */
    private static Optional<String> key(ModelResource resource, JsonNode payload) {
        if (resource.key().isEmpty()) {
            return Optional.of("");
        }
        JsonNode value = AttributePath.find(resource.key(), payload);
        String text = value.isString() ? value.stringValue() : value.isNumber() ? value.toString() : "";
        return KEY.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    private void evaluate(Tenant tenant, String modelName, String key, Trigger trigger) {
        Instant now = ports.clock().instant();
        Optional<Written> written =
                ports.store().write(tables -> evaluate(tables, tenant, modelName, key, trigger, now));
        written.ifPresent(done -> {
            arm(tenant, done.detector());
            perform(tenant, done.outgoing());
        });
    }

    private Optional<Written> evaluate(
            Tables tables, Tenant tenant, String modelName, String key, Trigger trigger, Instant now) {
        Optional<ModelResource> resource = tables.targetResources(tenant)
                .find(ModelResource.KIND, modelName)
                .map(ModelResource::of);
        Optional<Detector> before = tables.targetResources(tenant)
                .find(Detector.KIND, Detector.name(modelName, key))
                .map(Detector::of);
        // A timer that was cleared, or set anew, since its alarm was set.
        if (resource.isEmpty()
                || (trigger instanceof Trigger.TimerElapsed elapsed
                        && !before.map(detector -> detector.timers().get(elapsed.timer()))
                                .filter(timer -> !timer.isElapsed() && timer.at() <= now.toEpochMilli())
                                .isPresent())) {
            return Optional.empty();
        }
        Evaluation.Result result =
                Evaluation.of(resource.get(), model(tenant, resource.get()), key, before, trigger, now);
        tables.targetResources(tenant).put(result.detector().toResource());
        List<Pending> pending = new ArrayList<>();
        for (Outgoing call : result.outgoing()) {
            long position = sequence.next();
            tables.targetLog(tenant).append(OUTGOING_LOG, new TargetLogEntry(position, now, Json.write(call)));
            pending.add(new Pending(position, call));
        }
        return Optional.of(new Written(result.detector(), pending));
    }

    /**
     * Sets and clears alarms so that they are those of the detector, as it is in the store now: of two evaluations the later one
     * may come here first.
     */
    private synchronized void arm(Tenant tenant, Detector written) {
        DetectorKey key = new DetectorKey(tenant, Detector.name(written.model(), written.key()));
        Map<String, Armed> before = armed.getOrDefault(key, Map.of());
        Map<String, Armed> after = new HashMap<>();
        if (closed || (before.isEmpty() && written.timers().isEmpty())) {
            return;
        }
        Optional<Detector> detector = ports.store()
                .read(tables -> tables.targetResources(tenant).find(Detector.KIND, key.name()))
                .map(Detector::of);
        detector.map(Detector::timers).orElse(new TreeMap<>()).forEach((name, timer) -> {
            if (!timer.isElapsed()) {
                Armed present = before.get(name);
                after.put(
                        name,
                        present != null && present.at() == timer.at()
                                ? present
                                : new Armed(
                                        timer.at(),
                                        alarms.at(
                                                Instant.ofEpochMilli(timer.at()),
                                                () -> elapsed(tenant, written.model(), written.key(), name))));
            }
        });
        before.forEach((name, present) -> {
            if (!present.equals(after.get(name))) {
                present.alarm().cancel(false);
            }
        });
        if (after.isEmpty()) {
            armed.remove(key);
        } else {
            armed.put(key, after);
        }
    }

    private void elapsed(Tenant tenant, String model, String key, String timer) {
        try {
            evaluate(tenant, model, key, new Trigger.TimerElapsed(timer));
        } catch (StoreException e) {
            LOG.warn("The timer {} of a detector of {} could not be evaluated: {}", timer, model, e.getMessage());
        }
    }

    /** Of deleted detectors. */
    synchronized void disarm(Tenant tenant, String detectorName) {
        Optional.ofNullable(armed.remove(new DetectorKey(tenant, detectorName))).ifPresent(timers -> timers.values()
                .forEach(timer -> timer.alarm().cancel(false)));
    }

    /** For {@code BatchUpdateDetector}: what is set from outside. */
    void replace(Tenant tenant, Detector detector) {
        ports.store().write(tables -> {
            tables.targetResources(tenant).put(detector.toResource());
            return true;
        });
        arm(tenant, detector);
    }

    private void perform(Tenant tenant, List<Pending> pending) {
        if (!pending.isEmpty()) {
            Thread.ofVirtual().name("iotevents-actions").start(() -> pending.forEach(each -> perform(tenant, each)));
        }
    }

    private void perform(Tenant tenant, Pending pending) {
        Outgoing call = pending.call();
        try {
            calls.perform(this, tenant, call)
                    .ifPresent(why -> LOG.warn(
                            "The action {}:{} of the event {} of detector model {} failed: {}",
                            call.service(),
                            call.action(),
                            call.event(),
                            call.model(),
                            why));
            ports.store().write(tables -> {
                tables.targetLog(tenant).delete(OUTGOING_LOG, pending.position());
                return true;
            });
        } catch (StoreException e) {
            LOG.warn("An action of detector model {} waits for the next start: {}", call.model(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Goes on with what an earlier run of the server accepted. */
    void resume() {
        for (Tenant tenant : ports.store().read(tables -> tables.tenantsWithTargets(Detector.KIND))) {
            List<Pending> pending = ports
                    .store()
                    .read(tables -> tables.targetLog(tenant).after(OUTGOING_LOG, -1, Integer.MAX_VALUE))
                    .stream()
                    .map(entry -> new Pending(entry.position(), Json.read(entry.body(), Outgoing.class)))
                    .toList();
            perform(tenant, pending);
            ports.store()
                    .read(tables -> tables.targetResources(tenant).all(Detector.KIND, ""))
                    .forEach(each -> arm(tenant, Detector.of(each)));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        armed.clear();
    }
}
