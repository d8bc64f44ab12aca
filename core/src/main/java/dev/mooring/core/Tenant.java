package dev.mooring.core;

import java.util.regex.Pattern;

/**
 * Whose state this is: an account in a region, as at AWS. Everything durable is keyed by it; topics and registries of
 * two tenants never meet.
 *
 * @param account twelve digits
 * @param region for example {@code us-east-1}
 */
public record Tenant(String account, String region) {
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");

    public Tenant {
        if (!isAccount(account)) {
            throw new IllegalArgumentException("an account is 12 digits, not '" + account + "'");
        }
        if (!isRegion(region)) {
            throw new IllegalArgumentException("not a region name: '" + region + "'");
        }
    }

    public static boolean isAccount(String text) {
        return ACCOUNT.matcher(text).matches();
    }

    public static boolean isRegion(String text) {
        return REGION.matcher(text).matches();
    }
}
