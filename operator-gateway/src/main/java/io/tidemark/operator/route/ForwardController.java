package io.tidemark.operator.route;

import io.swagger.v3.oas.annotations.Hidden;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.kit.web.NotFoundException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What the gateway does not serve itself is the services'. */
@Hidden
@RestController
class ForwardController {

  private static final String CANDLES = "/api/v1/candles";

  private final Forwarder forwarder;

  ForwardController(Forwarder forwarder) {
    this.forwarder = forwarder;
  }

  @RequestMapping(
      path = "/api/v1/**",
      method = {
        RequestMethod.GET,
        RequestMethod.HEAD,
        RequestMethod.POST,
        RequestMethod.PUT,
        RequestMethod.PATCH,
        RequestMethod.DELETE
      })
  void forward(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String path = request.getRequestURI();
    TidemarkService service =
        Routes.of(path)
            .orElseThrow(
                () -> new NotFoundException("no service has this path; see docs/gateway.md"));
    if (path.equals(CANDLES) && request.getMethod().equals("POST")) {
      throw new ResponseStatusException(
          HttpStatus.METHOD_NOT_ALLOWED,
          "candles are stored in bulk at the ingestor-service itself, not through the gateway");
    }
    forwarder.forward(service, request, response);
  }
}
