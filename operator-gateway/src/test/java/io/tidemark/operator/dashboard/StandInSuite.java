package io.tidemark.operator.dashboard;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/**
 * The gateway's place in the tests of its pages: the real files of the dashboard, answers of REST
 * on record, and a WebSocket that a test speaks through.
 */
final class StandInSuite implements AutoCloseable {

  private final Tomcat tomcat = new Tomcat();
  private final StandInRest rest = new StandInRest();
  private final StandInLive live = new StandInLive(rest);

  /** Listens on a free port of loopback. */
  static StandInSuite start(Path directory) throws LifecycleException {
    StandInSuite suite = new StandInSuite();
    suite.open(directory);
    return suite;
  }

  private void open(Path directory) throws LifecycleException {
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", directory.toString());
    Tomcat.addServlet(context, "rest", rest);
    context.addServletMappingDecoded("/api/v1/*", "rest");
    Tomcat.addServlet(context, "pages", new StandInPages());
    context.addServletMappingDecoded("/", "pages");
    context.addServletContainerInitializer(new WsSci(), null);
    context.addServletContainerInitializer(webSocket(), Set.of());
    tomcat.start();
  }

  private ServletContainerInitializer webSocket() {
    return (classes, servlets) -> {
      var container = (ServerContainer) servlets.getAttribute(ServerContainer.class.getName());
      try {
        container.addEndpoint(
            ServerEndpointConfig.Builder.create(StandInLive.Connection.class, "/ws/live")
                .configurator(live.configurator())
                .build());
      } catch (DeploymentException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  /** Where its pages are. */
  String address() {
    return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort();
  }

  /** What is told over REST. */
  StandInRest rest() {
    return rest;
  }

  /** What is told over the WebSocket. */
  StandInLive live() {
    return live;
  }

  @Override
  public void close() throws LifecycleException {
    live.close();
    tomcat.stop();
    tomcat.destroy();
  }
}
