package dev.mooring.lambda.javaclient;

import java.io.InputStream;

/** The function, whatever form its handler has. */
interface FunctionHandler {
    /**
     * @return JSON
     * @throws Throwable what the function throws
     */
    byte[] handle(InputStream payload, RuntimeApi.Event event) throws Throwable;
}
