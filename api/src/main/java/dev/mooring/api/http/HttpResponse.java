package dev.mooring.api.http;

/** @param body not copied; must not be changed */
public record HttpResponse(int status, HttpHeaders headers, byte[] body) {}
