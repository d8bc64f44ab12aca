package dev.mooring.core.cert;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.jspecify.annotations.Nullable;

/**
 * What policies may know of a certificate: the variables {@code iot:Certificate.…}. Read when a policy first asks, which
 * most never do. May be shared by connections and threads.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/cert-policy-variables.html">AWS: certificate
 *     policy variables</a>
 */
public final class CertificateAttributes {
    /** How many values of one attribute can be named singly. */
    private static final int MAX_INDEXED = 5;

    private static final int MAX_VALUE_CHARACTERS = 1024;
    private static final String UNSAFE = "*$+?#";
    private static final String LIST = ".list";

    private static final Map<ASN1ObjectIdentifier, String> NAME_PARTS = Map.ofEntries(
            Map.entry(BCStyle.DN_QUALIFIER, "DistinguishedNameQualifier"),
            Map.entry(BCStyle.C, "Country"),
            Map.entry(BCStyle.O, "Organization"),
            Map.entry(BCStyle.OU, "OrganizationalUnit"),
            Map.entry(BCStyle.ST, "State"),
            Map.entry(BCStyle.CN, "CommonName"),
            Map.entry(BCStyle.SERIALNUMBER, "SerialNumber"),
            Map.entry(BCStyle.T, "Title"),
            Map.entry(BCStyle.SURNAME, "Surname"),
            Map.entry(BCStyle.GIVENNAME, "GivenName"),
            Map.entry(BCStyle.INITIALS, "Initials"),
            Map.entry(BCStyle.PSEUDONYM, "Pseudonym"),
            Map.entry(BCStyle.GENERATION, "GenerationQualifier"));

    /** By the tag of GeneralName (RFC 5280, section 4.2.1.6). */
    private static final Map<Integer, String> ALTERNATIVE_NAMES =
            Map.of(1, "RFC822Name", 2, "DNSName", 4, "DirectoryName", 6, "UniformResourceIdentifier", 7, "IPAddress");

    private final X509Certificate certificate;
    private volatile @Nullable Map<String, Attribute> read;

    /** @param name after {@code iot:Certificate.}, as AWS spells it */
    private record Attribute(String name, List<String> values) {}

    private CertificateAttributes(X509Certificate certificate) {
        this.certificate = certificate;
    }

    public static CertificateAttributes of(X509Certificate certificate) {
        return new CertificateAttributes(certificate);
    }

    private Map<String, Attribute> attributes() {
        Map<String, Attribute> known = read;
        if (known == null) {
            known = read(Certificates.copyOf(certificate));
            read = known;
        }
        return known;
    }

    private static Map<String, Attribute> read(X509Certificate certificate) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        addName(found, "Subject.", certificate.getSubjectX500Principal());
        addName(found, "Issuer.", certificate.getIssuerX500Principal());
        try {
            addAlternatives(found, "Subject.AlternativeName.", certificate.getSubjectAlternativeNames());
            addAlternatives(found, "Issuer.AlternativeName.", certificate.getIssuerAlternativeNames());
        } catch (CertificateParsingException unreadable) {
            // An extension that cannot be read gives no values: policies that need them do not match.
            found.keySet().removeIf(name -> name.contains(".AlternativeName."));
        }
        found.put("SerialNumber", List.of(certificate.getSerialNumber().toString()));
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        found.forEach((name, values) ->
                attributes.put(name.toLowerCase(Locale.ROOT), new Attribute(name, List.copyOf(values))));
        return Map.copyOf(attributes);
    }

    /** 64 lower-case hexadecimal digits. */
    public String certificateId() {
        return Certificates.certificateId(certificate);
    }

    /**
     * The values of an attribute.
     *
     * <p>{@code subject.country} is the first value, {@code subject.country.1} the second, and so on to the fifth; a
     * value of more than 1024 characters or with one of {@code * $ + ? #} does not count there, since it goes into
     * resources. {@code subject.country.list} has all: a condition that asks about every value must see every value.
     *
     * @param key lower case, without {@code iot:certificate.}
     */
    public List<String> values(String key) {
        if (key.equals("availablekeys")) {
            return attributes().values().stream()
                    .map(attribute -> "iot:Certificate." + attribute.name())
                    .sorted()
                    .toList();
        }
        if (key.endsWith(LIST)) {
            Attribute listed = attributes().get(key.substring(0, key.length() - LIST.length()));
            return listed == null ? List.of() : listed.values();
        }
        Attribute plain = attributes().get(key);
        if (plain != null) {
            return single(plain.values(), 0);
        }
        int dot = key.lastIndexOf('.');
        boolean indexed =
                dot >= 0 && dot + 2 == key.length() && key.charAt(dot + 1) >= '1' && key.charAt(dot + 1) <= '9';
        Attribute attribute = indexed ? attributes().get(key.substring(0, dot)) : null;
        return attribute == null ? List.of() : single(attribute.values(), key.charAt(dot + 1) - '0');
    }

    private static List<String> single(List<String> values, int index) {
        if (index >= values.size() || index >= MAX_INDEXED) {
            return List.of();
        }
        String value = values.get(index);
        boolean unsafe = value.length() > MAX_VALUE_CHARACTERS || value.chars().anyMatch(c -> UNSAFE.indexOf(c) >= 0);
        return unsafe ? List.of() : List.of(value);
    }

    private static void addName(Map<String, List<String>> found, String prefix, X500Principal principal) {
        for (RDN rdn : X500Name.getInstance(principal.getEncoded()).getRDNs()) {
            for (AttributeTypeAndValue part : rdn.getTypesAndValues()) {
                String name = NAME_PARTS.get(part.getType());
                if (name != null) {
                    // Escapes , " \ + = < > ; with a backslash, as AWS does.
                    add(found, prefix + name, IETFUtils.valueToString(part.getValue()));
                }
            }
        }
    }

    private static void addAlternatives(
            Map<String, List<String>> found, String prefix, @Nullable Collection<List<?>> names) {
        if (names == null) {
            return;
        }
        for (List<?> typeAndValue : names) {
            String name = ALTERNATIVE_NAMES.get(typeAndValue.get(0));
            if (name != null && typeAndValue.get(1) instanceof String value) {
                add(found, prefix + name, value);
            }
        }
    }

    private static void add(Map<String, List<String>> found, String name, String value) {
        found.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    @Override
    public String toString() {
        return attributes().values().stream()
                .map(attribute -> attribute.name() + "=" + attribute.values())
                .sorted()
                .collect(Collectors.joining(", ", "certificate " + certificateId() + " (", ")"));
    }
}
