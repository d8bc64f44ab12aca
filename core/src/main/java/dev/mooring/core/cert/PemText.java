package dev.mooring.core.cert;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The textual wrapping of PEM (RFC 7468): a label and base64. */
final class PemText {
    /** AWS's limit for PEM fields. */
    static final int MAX_CHARACTERS = 65_536;

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private PemText() {}

    static String encode(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /**
     * The bytes of the first block with one of the labels. Text around the block is ignored, as openssl prints some.
     *
     * @throws InvalidCertificateException if there is none, or it is not base64
     */
    static byte[] decode(List<String> labels, String text) throws InvalidCertificateException {
        if (text.length() > MAX_CHARACTERS) {
            throw new InvalidCertificateException(
                    "the PEM text has " + text.length() + " characters; the limit is " + MAX_CHARACTERS);
        }
        for (String label : labels) {
            String begin = "-----BEGIN " + label + "-----";
            int start = text.indexOf(begin);
            if (start >= 0) {
                return decodeBody(label, text, start + begin.length());
            }
        }
        throw new InvalidCertificateException("no PEM block '" + labels.getFirst() + "' found");
    }

    static boolean contains(String label, String text) {
        return text.contains("-----BEGIN " + label + "-----");
    }

    private static byte[] decodeBody(String label, String text, int start) throws InvalidCertificateException {
        int end = text.indexOf("-----END " + label + "-----", start);
        if (end < 0) {
            throw new InvalidCertificateException("PEM block '" + label + "' has no end");
        }
        StringBuilder base64 = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c)) {
                base64.append(c);
            }
        }
        try {
            return Base64.getDecoder().decode(base64.toString());
        } catch (IllegalArgumentException notBase64) {
            throw new InvalidCertificateException(
                    "PEM block '" + label + "' is not base64: " + notBase64.getMessage(), notBase64);
        }
    }
}
