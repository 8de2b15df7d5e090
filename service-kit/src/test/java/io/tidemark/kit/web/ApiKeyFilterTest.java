package io.tidemark.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ApiKeyFilterTest {

  @Test
  void letsReadsThrough() throws ServletException, IOException {
    assertThat(status(filter("secret", false), "GET", null, "10.0.0.1")).isEqualTo(200);
  }

  @Test
  void refusesAWriteWithoutTheKey() throws ServletException, IOException {
    ApiKeyFilter filter = filter("secret", true);

    assertThat(status(filter, "POST", null, "127.0.0.1")).isEqualTo(401);
    assertThat(status(filter, "DELETE", "wrong", "127.0.0.1")).isEqualTo(401);
  }

  @Test
  void letsAWriteThroughWithTheKey() throws ServletException, IOException {
    assertThat(status(filter("secret", false), "POST", "secret", "10.0.0.1")).isEqualTo(200);
  }

  @Test
  void refusesAllWritesWhereNoKeyIsConfigured() throws ServletException, IOException {
    assertThat(status(filter("", false), "POST", null, "127.0.0.1")).isEqualTo(403);
  }

  @Test
  void letsLoopbackWriteInTheDemoOnly() throws ServletException, IOException {
    ApiKeyFilter filter = filter("", true);

    assertThat(status(filter, "POST", null, "127.0.0.1")).isEqualTo(200);
    assertThat(status(filter, "POST", null, "10.0.0.1")).isEqualTo(403);
  }

  @Test
  void refusesAWriteUnderAnotherNameThanLoopbacksOwn() throws ServletException, IOException {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/jobs");
    request.setRemoteAddr("127.0.0.1");
    request.setServerName("rebound.example");
    MockHttpServletResponse response = new MockHttpServletResponse();

    filter("", true).doFilter(request, response, new MockFilterChain());

    assertThat(response.getStatus()).isEqualTo(403);
  }

  private static ApiKeyFilter filter(String key, boolean openOnLoopback) {
    return new ApiKeyFilter(new WriteKey(key, openOnLoopback));
  }

  private static int status(ApiKeyFilter filter, String method, @Nullable String key, String from)
      throws ServletException, IOException {
    MockHttpServletRequest request = new MockHttpServletRequest(method, "/api/v1/jobs");
    request.setRemoteAddr(from);
    if (key != null) {
      request.addHeader(WriteKey.HEADER, key);
    }
    MockHttpServletResponse response = new MockHttpServletResponse();
    filter.doFilter(request, response, new MockFilterChain());
    return response.getStatus();
  }
}
