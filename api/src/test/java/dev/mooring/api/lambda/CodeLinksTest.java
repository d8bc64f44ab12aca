package dev.mooring.api.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.PageTokens;
import dev.mooring.core.Tenant;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodeLinksTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final CodeLinks.Code CODE = new CodeLinks.Code(new Tenant("123456789012", "us-east-1"), "fn:7");

    private final PageTokens tokens = new PageTokens(new byte[16]);
    private final CodeLinks links = new CodeLinks(tokens, () -> "http://localhost:7080");

    private String token() {
        URI link = URI.create(links.to(CODE, NOW));
        assertThat(link.getPath()).isEqualTo(CodeLinks.PATH);
        return URLDecoder.decode(link.getRawQuery().substring("token=".length()), StandardCharsets.UTF_8);
    }

    @Test
    void aLinkIsGoodForTenMinutes() {
        assertThat(links.redeem(token(), NOW.plus(Duration.ofMinutes(10)).minusSeconds(1)))
                .contains(CODE);
        assertThat(links.redeem(token(), NOW.plus(Duration.ofMinutes(10)))).isEmpty();
    }

    @Test
    void aTokenOfAnotherKeyOrForAnotherPurposeOpensNothing() {
        byte[] other = new byte[16];
        other[0] = 1;
        assertThat(new CodeLinks(new PageTokens(other), () -> "").redeem(token(), NOW))
                .isEmpty();
        assertThat(links.redeem(tokens.issue("ListFunctions", "123456789012|us-east-1|9999999999|fn"), NOW))
                .isEmpty();
    }

    @Test
    void noAlteredTokenOpensAnything() {
        String good = token();
        Random random = new Random(7);
        for (int i = 0; i < Integer.getInteger("mooring.fuzz", 100_000); i++) {
            StringBuilder altered = new StringBuilder(good);
            // The last letters stand for bits that base64 passes over.
            altered.setCharAt(random.nextInt(good.length() - 4), (char) (32 + random.nextInt(96)));
            if (random.nextInt(8) == 0) {
                altered.setLength(random.nextInt(good.length()));
            }
            if (!altered.toString().equals(good)) {
                assertThat(links.redeem(altered.toString(), NOW)).isEmpty();
            }
        }
    }
}
