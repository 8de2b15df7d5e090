package io.tidemark.operator.access;

import io.tidemark.kit.web.WriteKey;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a browser sends a request for a page of this host, or for one of elsewhere. */
final class Origins {

  private static final String LIVE = "/ws/live";

  private Origins() {}

  /**
   * Whether a request may come from where it comes. Reads may come from anywhere, as nothing here
   * lets a page of elsewhere see the answer; a WebSocket would. What is no browser names no origin.
   */
  static boolean allow(HttpServletRequest request) {
    if (WriteKey.isRead(request) && !request.getServletPath().startsWith(LIVE)) {
      return true;
    }
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return false;
    }
    String origin = request.getHeader("Origin");
    return origin == null || isHost(origin, request.getHeader("Host"));
  }

  /**
   * A host behind a proxy is told by its name; which protocol the browser speaks it cannot know.
   */
  private static boolean isHost(String origin, @Nullable String host) {
    URI page;
    try {
      page = URI.create(origin);
    } catch (IllegalArgumentException _) {
      return false;
    }
    if (page.getAuthority() == null || page.getScheme() == null || host == null) {
      return false;
    }
    String port = page.getScheme().equals("https") ? ":443" : ":80";
    return withPort(page.getAuthority(), port).equals(withPort(host, port));
  }

  private static String withPort(String authority, String port) {
    String name = authority.toLowerCase(Locale.ROOT);
    return name.matches(".*:[0-9]+") ? name : name + port;
  }
}
