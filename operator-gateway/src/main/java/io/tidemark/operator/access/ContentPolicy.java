package io.tidemark.operator.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the dashboard's page may load: what comes from here, and nothing written into it but its
 * import map, which no browser reads from elsewhere and which is therefore named by its hash.
 */
final class ContentPolicy {

  /** A report is a page by itself: its own script may run, in a world of its own. */
  static final String REPORT =
      "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline';"
          + " style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'";

  private static final String PAGE = "/static/index.html";
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  private ContentPolicy() {}

  /** The policy of the page that is on the class path. */
  static String ofDashboard() {
    try (InputStream page = ContentPolicy.class.getResourceAsStream(PAGE)) {
      return of(page == null ? null : new String(page.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the dashboard's page cannot be read", e);
    }
  }

  /**
   * The policy of a page.
   *
   * @param page null for none
   */
  static String of(@Nullable String page) {
    StringBuilder scripts = new StringBuilder("script-src 'self'");
    if (page != null) {
      Matcher maps = IMPORT_MAP.matcher(page);
      while (maps.find()) {
        scripts.append(" 'sha256-").append(hash(maps.group(1))).append('\'');
      }
    }
    return "default-src 'self'; %s; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        .formatted(scripts);
  }

  private static String hash(String script) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
