package io.tidemark.operator.route;

import io.tidemark.kit.service.TidemarkService;
import java.net.URI;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Where the other services are: {@code tidemark.services.ingestor} and so on, by default on
 * loopback at their own ports.
 */
@Component
public final class ServiceAddresses {

  private final Map<TidemarkService, URI> addresses = new EnumMap<>(TidemarkService.class);

  /**
   * @throws IllegalArgumentException if an address is none
   */
  ServiceAddresses(Environment environment) {
    for (TidemarkService service : TidemarkService.values()) {
      if (service != TidemarkService.OPERATOR_GATEWAY) {
        addresses.put(service, address(environment, service));
      }
    }
  }

  private static URI address(Environment environment, TidemarkService service) {
    String key = "tidemark.services." + service.serviceName().replace("-service", "");
    String text = environment.getProperty(key, "http://127.0.0.1:" + service.port());
    URI address = URI.create(text.replaceAll("/+$", ""));
    if (address.getHost() == null || !String.valueOf(address.getScheme()).startsWith("http")) {
      throw new IllegalArgumentException(
          "%s must be an address such as http://127.0.0.1:%d, was '%s'"
              .formatted(key, service.port(), text));
    }
    return address;
  }

  /** The services that there are beside this one, in a fixed order. */
  public Set<TidemarkService> services() {
    return Collections.unmodifiableSet(addresses.keySet());
  }

  /**
   * The address of something that a service serves.
   *
   * @param path with its query, as it is sent: encoded, from the first slash on
   * @throws IllegalArgumentException if the service is this one, or the path is none
   */
  public URI of(TidemarkService service, String path) {
    URI address = addresses.get(service);
    if (address == null) {
      throw new IllegalArgumentException(service.serviceName() + " is not one of the others");
    }
    return URI.create(address + path);
  }
}
