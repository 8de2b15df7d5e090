package io.tidemark.ml;

import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class MlApplication {

  /** Runs until the process is told to stop. */
  public static void main(String[] arguments) {
    ServiceApplication.run(TidemarkService.ML, MlApplication.class, arguments);
  }
}
