package io.tidemark.operator.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class OriginsTest {

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/control/halt, 127.0.0.1:8080, http://127.0.0.1:8080, true",
    "POST, /api/v1/control/halt, tide.example, https://tide.example, true",
    "POST, /api/v1/control/halt, Tide.example:443, https://tide.EXAMPLE, true",
    "POST, /api/v1/control/halt, 127.0.0.1:8080, http://127.0.0.1:9090, false",
    "POST, /api/v1/control/halt, tide.example, https://tide.example.evil.example, false",
    "POST, /api/v1/control/halt, tide.example, null, false",
    "POST, /api/v1/control/halt, tide.example, http://a b, false",
    "POST, /api/v1/control/halt, tide.example, '', false",
    "GET, /api/v1/status, tide.example, https://evil.example, true",
    "GET, /ws/live, tide.example, https://evil.example, false",
    "GET, /ws/live, tide.example, https://tide.example, true",
  })
  void letsAPageWriteToItsOwnHostOnly(
      String method, String path, String host, String origin, boolean allowed) {
    MockHttpServletRequest request = new MockHttpServletRequest(method, path);
    request.setServletPath(path);
    request.addHeader("Host", host);
    request.addHeader("Origin", origin);

    assertThat(Origins.allow(request)).isEqualTo(allowed);
  }
}
