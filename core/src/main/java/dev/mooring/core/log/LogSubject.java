package dev.mooring.core.log;

import dev.mooring.core.Tenant;
import java.util.Optional;

/** Whose doing an entry tells of. */
public record LogSubject(Tenant tenant, Optional<String> clientId, String principalId, Optional<String> sourceIp) {}
