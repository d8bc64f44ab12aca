package dev.mooring.standins.iotevents;

import dev.mooring.api.sdk.SdkJson;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.ServiceArn;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.util.Locale;
import software.amazon.awssdk.services.iotevents.model.DetectorModelDefinition;

/**
 * A version of a detector model.
 *
 * @param version counts from 1
 * @param definition the API's JSON
 * @param key a path into messages; empty when there is one detector for all
 * @param isSerial variables are set as the events are evaluated, one after the other
 * @param createdAt of the model, in milliseconds since 1970
 * @param updatedAt of this version, in milliseconds since 1970
 */
record ModelResource(
        String name,
        int version,
        String definition,
        String description,
        String key,
        String roleArn,
        boolean isSerial,
        long createdAt,
        long updatedAt) {
    /** The newest version of each model. */
    static final String KIND = "iotevents.model";

    static final String VERSION_KIND = "iotevents.model-version";

    static ModelResource of(TargetResource resource) {
        return Json.read(resource.body(), ModelResource.class);
    }

    TargetResource toResource() {
        return new TargetResource(KIND, name, Json.write(this), Instant.ofEpochMilli(createdAt));
    }

    TargetResource toVersion() {
        return new TargetResource(
                VERSION_KIND, versionName(name, version), Json.write(this), Instant.ofEpochMilli(updatedAt));
    }

    static String versionName(String name, int version) {
        return String.format(Locale.ROOT, "%s/%09d", name, version);
    }

    DetectorModelDefinition sdkDefinition() {
        DetectorModelDefinition.Builder builder = DetectorModelDefinition.builder();
        SdkJson.read(definition, (software.amazon.awssdk.core.SdkPojo) builder);
        return builder.build();
    }

    String arn(Tenant tenant) {
        return arn(tenant, name);
    }

    static String arn(Tenant tenant, String name) {
        return ServiceArn.of("iotevents", tenant, "detectorModel/" + name).toString();
    }
}
