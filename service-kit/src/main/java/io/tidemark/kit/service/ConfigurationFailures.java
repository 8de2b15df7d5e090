package io.tidemark.kit.service;

import io.tidemark.kit.configuration.ConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells a configuration that cannot be used in its own words, without a stack trace. */
final class ConfigurationFailures extends AbstractFailureAnalyzer<ConfigurationException> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, ConfigurationException cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
  }
}
