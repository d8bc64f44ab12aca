package dev.mooring.server.console;

import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The console's files, from the class path. Names of files under {@code assets/} hold a hash of their content and are cached
 * for ever; the page itself is asked for each time. Every path that is not a file is a view of the one page.
 */
final class ConsoleFiles {
    private static final String FOLDER = "console/";
    private static final String ASSETS = "assets/";

    /** Whole names, so that no path can leave the folder. */
    private static final Pattern FILE = Pattern.compile("(assets/)?[A-Za-z0-9_][A-Za-z0-9_.-]*\\.[a-z0-9]+");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff", "font/woff",
            "woff2", "font/woff2",
            "json", "application/json",
            "txt", "text/plain; charset=utf-8");

    private final ClassLoader resources;

    ConsoleFiles(ClassLoader resources) {
        this.resources = resources;
    }

    /** @param path below {@code /console/}, not decoded: the console's own files have plain names */
    HttpResponse get(String path, HttpRequest request) {
        boolean isFile = FILE.matcher(path).matches();
        if (isFile) {
            Optional<HttpResponse> file = file(path, request);
            if (file.isPresent()) {
                return file.get();
            }
            if (path.startsWith(ASSETS)) {
                return Answers.text(
                        404, "There is no such file; the console may have been updated: reload the page.\n");
            }
        }
        return file("index.html", request).orElseGet(ConsoleFiles::notBuilt);
    }

    private Optional<HttpResponse> file(String path, HttpRequest request) {
        String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "");
        if (type.isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("content-type", List.of(type));
        headers.put(
                "cache-control", List.of(path.startsWith(ASSETS) ? "public, max-age=31536000, immutable" : "no-cache"));
        headers.put("vary", List.of("accept-encoding"));
        if (acceptsGzip(request)) {
            Optional<byte[]> compressed = read(path + ".gz");
            if (compressed.isPresent()) {
                headers.put("content-encoding", List.of("gzip"));
                return Optional.of(new HttpResponse(200, new HttpHeaders(headers), compressed.get()));
            }
        }
        return read(path).map(content -> new HttpResponse(200, new HttpHeaders(headers), content));
    }

    private static boolean acceptsGzip(HttpRequest request) {
        return request.headers().all("accept-encoding").stream()
                .flatMap(value -> Pattern.compile(",").splitAsStream(value))
                .map(String::strip)
                .anyMatch(encoding -> encoding.equals("gzip")
                        || (encoding.startsWith("gzip;") && !encoding.matches("gzip;\\s*q=0(\\.0*)?")));
    }

    private Optional<byte[]> read(String path) {
        try (InputStream content = resources.getResourceAsStream(FOLDER + path)) {
            return content == null ? Optional.empty() : Optional.of(content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the console's " + path, e);
        }
    }

    private static HttpResponse notBuilt() {
        return Answers.of(503, "text/html; charset=utf-8", """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <title>Mooring</title>
                <h1>The console is not part of this build</h1>
                <p>It is built with Node.js 20.19 or newer and npm, which were not there. Install them, stop the server,
                run <code>touch console/package.json</code>, and start it again with <code>./mooring up</code>.</p>
                <p>Everything else works without it: see <code>./mooring env</code> for the AWS CLI.</p>
                </html>
                """.getBytes(StandardCharsets.UTF_8));
    }
}
