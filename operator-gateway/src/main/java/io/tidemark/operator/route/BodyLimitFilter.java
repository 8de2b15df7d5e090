package io.tidemark.operator.route;

import io.tidemark.kit.web.ProblemAnswer;
import io.tidemark.kit.web.WriteKey;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads the body of a write into memory, and refuses one that is larger than 1 MiB. */
@Component
@Order(BodyLimitFilter.ORDER)
final class BodyLimitFilter extends OncePerRequestFilter {

  static final int LIMIT = 1 << 20;

  /** Behind what decides who may write: nobody else's body is read. */
  static final int ORDER = 0;

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return WriteKey.isRead(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > LIMIT) {
      refuse(response);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(LIMIT + 1);
    if (body.length > LIMIT) {
      refuse(response);
      return;
    }
    chain.doFilter(new ReadRequest(request, body), response);
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    // What follows of the body is not read: the connection ends.
    response.setHeader("Connection", "close");
    ProblemAnswer.write(
        response,
        ProblemDetail.forStatusAndDetail(
            HttpStatus.CONTENT_TOO_LARGE, "a body may have at most %d bytes".formatted(LIMIT)));
  }

  /** A request whose body is in memory. */
  private static final class ReadRequest extends HttpServletRequestWrapper {

    private final byte[] body;

    ReadRequest(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      return new ReadBody(new ByteArrayInputStream(body));
    }

    @Override
    public BufferedReader getReader() {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private static final class ReadBody extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    ReadBody(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return bytes.read(target, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("the body was read already; read it at once");
    }
  }
}
