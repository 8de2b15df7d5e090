package io.tidemark.launcher.suite;

import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The entry point of one service in a process of its own; it ends when its launcher does. */
public final class ServiceProcess {

  private ServiceProcess() {}

  /** Runs the service that the first argument names. */
  public static void main(String[] arguments) {
    Thread.ofPlatform().daemon().name("launcher-watch").start(ServiceProcess::endWithLauncher);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    TidemarkService service = TidemarkService.valueOf(arguments[0]);
    ServiceApplication.run(service, InProcessServices.application(service));
  }

  /** The launcher holds the other end of standard input: its end is the launcher's. */
  private static void endWithLauncher() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("the launcher cannot be heard: " + e.getMessage());
    }
    Runtime.getRuntime().exit(0);
  }
}
