package dev.mooring.api.http;

/** Answers requests. May block: call it on a virtual thread. Never throws: a failure is a response too. */
@FunctionalInterface
public interface HttpService {
    HttpResponse handle(HttpRequest request);
}
