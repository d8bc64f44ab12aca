package dev.mooring.standins;

import dev.mooring.api.PageTokens;
import dev.mooring.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What stand-ins need from outside.
 *
 * @param files the directory for what is kept in files; made when it is needed
 * @param baseUrl the address of the HTTP port, for URLs in answers; asked for at a call, never before the server is up
 */
public record StandInPorts(
        Store store,
        InstantSource clock,
        PageTokens tokens,
        FunctionPort functions,
        MessagePort messages,
        Path files,
        Supplier<String> baseUrl) {}
