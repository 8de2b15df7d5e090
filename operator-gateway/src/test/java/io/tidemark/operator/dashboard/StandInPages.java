package io.tidemark.operator.dashboard;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dashboard's files and those of the libraries, from where Spring Boot takes them, under a
 * content security policy as strict as the gateway's.
 */
final class StandInPages extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=utf-8",
          "js", "text/javascript;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "svg", "image/svg+xml");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI().equals("/") ? "/index.html" : request.getRequestURI();
    byte[] content = read("/static" + path);
    if (content == null) {
      content = read("/META-INF/resources" + path);
    }
    if (content == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setContentType(TYPES.get(path.substring(path.lastIndexOf('.') + 1)));
    response.setHeader("Content-Security-Policy", policy());
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.getOutputStream().write(content);
  }

  static byte @org.jspecify.annotations.Nullable [] read(String resource) throws IOException {
    try (InputStream in = StandInPages.class.getResourceAsStream(resource)) {
      return in == null ? null : in.readAllBytes();
    }
  }

  private static String policy() throws IOException {
    String page = new String(read("/static/index.html"), StandardCharsets.UTF_8);
    Matcher map = IMPORT_MAP.matcher(page);
    if (!map.find()) {
      throw new IllegalStateException("index.html has no import map");
    }
    return "default-src 'self'; script-src 'self' 'sha256-%s'; img-src 'self' data:; object-src 'none'"
        .formatted(sha256(map.group(1)));
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
