package dev.mooring.standins.sqs;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import java.net.URI;
import java.util.function.Supplier;

/**
 * Queues' URLs: {@code http://host:port/account/name}. Of a URL that comes in only the path counts: the same server has
 * other addresses too, and rules may have been written for AWS.
 */
record QueueUrls(Supplier<String> baseUrl) {
    String of(Tenant tenant, String queue) {
        return baseUrl.get() + "/" + tenant.account() + "/" + queue;
    }

    /** @throws ApiException QueueDoesNotExist, InvalidAddress */
    String name(String url, Tenant tenant) {
        String[] parts;
        try {
            parts = url.contains("/") ? URI.create(url).getPath().split("/", -1) : new String[] {"", url};
        } catch (IllegalArgumentException e) {
            throw new ApiException("InvalidAddress", "The address " + url + " is not valid for this endpoint.");
        }
        if (parts.length == 3 && !parts[1].equals(tenant.account())) {
            throw Queues.doesNotExist();
        }
        String name = parts[parts.length - 1];
        if (name.isEmpty()) {
            throw new ApiException("InvalidAddress", "The address " + url + " is not valid for this endpoint.");
        }
        return name;
    }
}
