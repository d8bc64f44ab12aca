package dev.mooring.standins;

import dev.mooring.core.Tenant;
import java.util.Optional;

/** An ARN in its parts: {@code arn:aws:service:region:account:resource}. */
public record ServiceArn(String service, String region, String account, String resource) {
    public static ServiceArn of(String service, Tenant tenant, String resource) {
        return new ServiceArn(service, tenant.region(), tenant.account(), resource);
    }

    public static Optional<ServiceArn> parse(String arn) {
        String[] parts = arn.split(":", 6);
        return parts.length == 6 && parts[0].equals("arn") && !parts[5].isEmpty()
                ? Optional.of(new ServiceArn(parts[2], parts[3], parts[4], parts[5]))
                : Optional.empty();
    }

    public boolean isOf(Tenant tenant) {
        return region.equals(tenant.region()) && account.equals(tenant.account());
    }

    @Override
    public String toString() {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }
}
