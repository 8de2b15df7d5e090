package io.tidemark.operator.alert;

import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code tidemark.operator.webhook}: where alerts are posted to.
 *
 * @param url of http or https; may hold a secret, so that it is not told
 */
@ConfigurationProperties(prefix = "tidemark.operator.webhook", ignoreUnknownFields = false)
record WebhookProperties(String url) {

  /**
   * The address.
   *
   * @throws IllegalArgumentException if it is none; the message does not hold it
   */
  URI address() {
    try {
      URI address = new URI(url.strip());
      if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
        return address;
      }
    } catch (URISyntaxException _) {
      // Its message would hold the address.
    }
    throw new IllegalArgumentException(
        "tidemark.operator.webhook.url must be an address such as https://example.org/alerts");
  }

  @Override
  public String toString() {
    return "WebhookProperties[url=hidden]";
  }
}
