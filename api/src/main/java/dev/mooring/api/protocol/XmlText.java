package dev.mooring.api.protocol;

import java.nio.charset.StandardCharsets;

/** Writes XML, one element after the other. What XML 1.0 cannot carry is replaced by U+FFFD. */
public final class XmlText {
    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    public XmlText open(String name) {
        text.append('<').append(name).append('>');
        return this;
    }

    /** @param namespace empty for none */
    public XmlText open(String name, String namespace) {
        if (namespace.isEmpty()) {
            return open(name);
        }
        text.append('<').append(name).append(" xmlns=\"");
        escape(namespace);
        text.append("\">");
        return this;
    }

    public XmlText close(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    public XmlText element(String name, String value) {
        open(name);
        escape(value);
        return close(name);
    }

    public XmlText value(String value) {
        escape(value);
        return this;
    }

    private void escape(String value) {
        value.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                case '"' -> text.append("&quot;");
                // A reader would turn the character itself into a line feed.
                case '\r' -> text.append("&#13;");
                default -> text.appendCodePoint(isXml(c) ? c : 0xfffd);
            }
        });
    }

    private static boolean isXml(int c) {
        return c == '\t' || c == '\n' || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
    }

    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
