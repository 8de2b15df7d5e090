package io.tidemark.execution;

import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class ExecutionApplication {

  /** Runs until the process is told to stop. */
  public static void main(String[] arguments) {
    ServiceApplication.run(TidemarkService.EXECUTION, ExecutionApplication.class, arguments);
  }
}
