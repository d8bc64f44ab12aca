package dev.mooring.core.cert;

import java.security.KeyPair;

/**
 * Gives fresh key pairs. RSA generation takes about 100 ms of processor time, so a server may keep some in stock behind
 * this interface. A pair is given out once.
 */
@FunctionalInterface
public interface KeyPairSource {
    KeyPair next();
}
