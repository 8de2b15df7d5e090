package io.tidemark.position;

import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class PositionApplication {

  /** Runs until the process is told to stop. */
  public static void main(String[] arguments) {
    ServiceApplication.run(TidemarkService.POSITION, PositionApplication.class, arguments);
  }
}
