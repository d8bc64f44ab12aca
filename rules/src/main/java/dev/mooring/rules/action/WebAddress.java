package dev.mooring.rules.action;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The addresses that rules may name: http and https with a host. AWS takes https only, having no targets next door. */
final class WebAddress {
    private WebAddress() {}

    static URI parse(String text) throws UndeliverableException {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("https") || scheme.equals("http"))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException notOne) {
            // Refused below, like one of another kind.
        }
        throw UndeliverableException.forGood("'" + text + "' is not a URL that begins with https:// or http://");
    }

    /** Scheme, host and port. */
    static String origin(String url) {
        int authority = url.indexOf("//");
        int path = authority < 0 ? -1 : url.indexOf('/', authority + 2);
        int query = url.indexOf('?');
        int end = path >= 0 ? path : query;
        return end < 0 ? url : url.substring(0, end);
    }
}
