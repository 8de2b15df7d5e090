package io.tidemark.kit.logging;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/** Notes the secrets among a service's settings before anything can log them. */
public final class SecretSettings
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    Map<String, String> settings = new HashMap<>();
    for (PropertySource<?> source : event.getEnvironment().getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> listed) {
        for (String name : listed.getPropertyNames()) {
          // What refers to another setting is found there.
          if (listed.getProperty(name) instanceof CharSequence value
              && !value.toString().contains("${")) {
            settings.put(source.getName() + "." + name, value.toString());
          }
        }
      }
    }
    Secrets.addFrom(settings);
  }
}
