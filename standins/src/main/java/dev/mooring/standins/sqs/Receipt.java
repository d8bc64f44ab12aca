package dev.mooring.standins.sqs;

import dev.mooring.api.ApiException;
import dev.mooring.store.SqsMessageRecord;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a receipt handle says: which message, and which receive of it.
 *
 * @param nonce of the receive
 */
record Receipt(long sequence, String nonce) {
    static Receipt of(SqsMessageRecord message) {
        return new Receipt(message.sequence(), message.receipt().orElseThrow());
    }

    String handle() {
        return Base64.getEncoder().encodeToString((sequence + ":" + nonce).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ApiException ReceiptHandleIsInvalid */
    static Receipt parse(String handle) {
        try {
            String text = new String(Base64.getDecoder().decode(handle), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            if (colon > 0) {
                return new Receipt(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
            }
        } catch (IllegalArgumentException e) {
            // Answered below: it was not issued here.
        }
        throw new ApiException(
                "ReceiptHandleIsInvalid", "The input receipt handle \"" + handle + "\" is not a valid receipt handle.");
    }
}
